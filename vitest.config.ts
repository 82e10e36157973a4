import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Looks at what a whole process knows: which codecs were registered in it. */
const ALONE = ['src/codec/read/coded-files.test.ts']

export default defineConfig({
  test: {
    // The default leaves a core to whoever works beside it: of two cores, half. A build machine has nobody.
    ...(process.env.CI ? { maxWorkers: availableParallelism() } : {}),
    reporters: ['default', ['json', { outputFile: 'artifacts/unit.json' }]],
    // Only there to end what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    environment: 'node',
    setupFiles: ['src/core/testing/same-samples.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: ALONE,
          // Files after each other in one process: none starts for each, and a module is evaluated once in it.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
