import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const SERVER = process.env.OPENLINE_SERVER ?? 'http://127.0.0.1:8765'
const proxied = { target: SERVER, ws: true }

export default defineConfig({
  base: '/static/console/',
  plugins: [react()],
  build: {
    outDir: '../../../src/openline/static/console',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': proxied, '/widget': proxied, '/w': proxied, '/chat': proxied } },
  test: { environment: 'happy-dom' },
})
