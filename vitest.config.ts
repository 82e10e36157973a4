import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    reporters: ['default', ['json', { outputFile: 'artifacts/unit.json' }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
