import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    // The default leaves a core to whoever works beside it: of two cores, half. A build machine has nobody.
    ...(process.env.CI ? { maxWorkers: availableParallelism() } : {}),
    reporters: ['default', ['json', { outputFile: 'artifacts/unit.json' }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
