import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { name: 'widget', include: ['src/**/*.test.{ts,tsx}'] },
})
