/** What the visitor's browser has to fetch, in bytes of gzip; exits with 1 on a breach. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const OUT = process.env.WIDGET_OUT ?? join(import.meta.dirname, '../../../src/openline/static/widget')
const KB = 1024

const manifest = JSON.parse(readFileSync(join(OUT, 'manifest.json'), 'utf8'))
const budgets = [
  [manifest.loader, 2 * KB],
  [manifest.chat, 20 * KB],
  [manifest.hosted, 2 * KB],
  [manifest.frame_host, 2 * KB],
  ...Object.values(manifest.locales).map((file) => [file, 2 * KB]),
]

let over = false
for (const [file, limit] of budgets) {
  const bytes = gzipSync(readFileSync(join(OUT, file)), { level: 9 }).length
  over ||= bytes > limit
  process.stdout.write(`${bytes > limit ? 'OVER' : 'ok  '} ${String(bytes).padStart(6)} of ${limit} bytes  ${file}\n`)
}
process.exit(over ? 1 : 0)
