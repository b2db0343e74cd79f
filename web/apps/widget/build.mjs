/** Builds the widget into the server's static files: loader, chat, locales, and the pages. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'

const HERE = import.meta.dirname
const OUT = process.env.WIDGET_OUT ?? join(HERE, '../../../src/openline/static/widget')
const PAGES = ['frame.html', 'page.html', 'preview.html', 'demo.html']

const source = (name) => join(HERE, 'src', name)

/** Nothing is written to the disk here: what is written below is all there is. */
async function bundle(entry, output) {
  const built = await build({
    root: HERE,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      // older targets turn logical properties into :lang() selectors
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // a library has no preload helper around its imports; it must be told to be small, though
      lib: { entry, name: 'openline', formats: [output.format] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { ...output, minify: true, comments: false },
      },
    },
  })
  return built.flatMap(({ output: files }) => files)
}

const hashed = '[name].[hash].js'
const modules = { format: 'es', entryFileNames: hashed, chunkFileNames: hashed }
const chat = await bundle({ chat: source('chat.tsx'), hosted: source('hosted.ts'), preview: source('preview.ts') }, modules)
const frameHost = await bundle({ 'frame-host': source('frame-host.ts') }, modules)
const [loader] = await bundle({ loader: source('loader.ts') }, { format: 'iife', entryFileNames: '[name].js' })

const files = [...chat, ...frameHost]
const named = (name) => files.find((file) => file.name === name).fileName
const manifest = {
  chat: named('chat'),
  hosted: named('hosted'),
  frame_host: named('frame-host'),
  loader: loader.fileName,
  frame: 'frame.html',
  page: 'page.html',
  preview: 'preview.html',
  demo: 'demo.html',
  locales: { ru: named('ru'), vi: named('vi') },
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
for (const { fileName, code } of files) {
  writeFileSync(join(OUT, fileName), code)
  writeFileSync(join(OUT, `${fileName}.gz`), gzipSync(code, { level: 9 }))
  writeFileSync(join(OUT, `${fileName}.br`), brotliCompressSync(code))
}
writeFileSync(join(OUT, loader.fileName), loader.code.replace('__FRAME_HOST__', `/static/widget/${manifest.frame_host}`))
for (const page of PAGES) {
  const html = readFileSync(source(`pages/${page}`), 'utf8')
  writeFileSync(join(OUT, page), html.replaceAll('__HOSTED__', manifest.hosted).replaceAll('__PREVIEW__', named('preview')))
}
writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
