/** Compares what the browser would load with the budgets; exits with 1 on a breach. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const STATIC = join(import.meta.dirname, '../../src/openline/static')
const KB = 1024
const rows = []
const size = (path) => gzipSync(readFileSync(path), { level: 9 }).length
const row = (what, bytes, limit) => rows.push({ what, bytes, limit })

function closure(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(manifest, next, seen)
  return seen
}

function weigh(folder, manifest, keys) {
  const css = new Set(keys.flatMap((key) => manifest[key].css ?? []))
  const js = new Set(keys.map((key) => manifest[key].file).filter((file) => file.endsWith('.js')))
  const sum = (files) => [...files].reduce((total, file) => total + size(join(folder, file)), 0)
  return { js: sum(js), css: sum(css) }
}

/** The first route is what the entry pulls in, and the heaviest language. */
function console_() {
  const folder = join(STATIC, 'console')
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const keys = Object.keys(manifest)
  const first = closure(manifest, keys.find((key) => manifest[key].isEntry))
  const texts = keys.filter((key) => key.includes('i18n/locales/')).map((key) => weigh(folder, manifest, [key]).js)
  const { js, css } = weigh(folder, manifest, [...first])
  row('console: first route with its texts, JS', js + Math.max(0, ...texts), 250 * KB)
  row('console: first route, CSS', css, 40 * KB)
  for (const key of keys) {
    if (!manifest[key].isDynamicEntry || first.has(key)) continue
    const own = [...closure(manifest, key)].filter((part) => !first.has(part))
    const lazy = weigh(folder, manifest, own)
    row(`console: ${manifest[key].name ?? key} (lazy)`, lazy.js + lazy.css, 200 * KB)
  }
}

function widget() {
  const folder = join(STATIC, 'widget')
  for (const file of readdirSync(folder)) {
    if (/^loader.*\.js$/.test(file)) row(`widget: ${file}`, size(join(folder, file)), 2 * KB)
    if (/^chat\..*\.js$/.test(file)) row(`widget: ${file}`, size(join(folder, file)), 20 * KB)
  }
}

if (existsSync(join(STATIC, 'console'))) console_()
if (existsSync(join(STATIC, 'widget'))) widget()
for (const { what, bytes, limit } of rows) {
  process.stdout.write(`${bytes > limit ? 'OVER' : 'ok  '} ${(bytes / KB).toFixed(1).padStart(7)} of ${limit / KB} KB  ${what}\n`)
}
if (rows.length === 0) process.stdout.write('nothing is built yet: run `npm run build` first\n')
process.exit(rows.length === 0 || rows.some(({ bytes, limit }) => bytes > limit) ? 1 : 0)
