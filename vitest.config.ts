import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    // The default leaves a core to the terminal: of two cores, half.
    maxWorkers: availableParallelism(),
    reporters: ['default', ['json', { outputFile: 'artifacts/unit.json' }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
