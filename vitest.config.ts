import { availableParallelism } from 'node:os'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** Looks at what a whole process knows: which codecs were registered in it. */
const ALONE = ['src/codec/read/coded-files.test.ts']

/**
 * Vitest gives every module's exports as an object without a prototype, which V8 keeps as a dictionary: a constant of another
 * file costs each turn of a loop a search (20 ns; a sum of 67 million products took 1.9 s in place of 0.1). One
 * look at it as a prototype has V8 lay it out as a record.
 */
const importsAsRecords: Plugin = {
  name: 'imports-as-records',
  enforce: 'post',
  transform: (code, id) =>
    /\/node_modules\/|\?/.test(id) || !/\.(ts|tsx|mjs)$/.test(id)
      ? null
      : { code: `${code}\n;${LOOK}`, map: null },
}
const LOOK = '(o => { for (const name in o) return Object.create(o)[name] })(__vite_ssr_exports__)'

export default defineConfig({
  plugins: [importsAsRecords],
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
          // Both cores are busy with tests: threads that collect beside them cost 4 % more than they save.
          // What lives is mostly there at once: a heap that may grow first is collected less often.
          execArgv: ['--single-threaded-gc', '--initial-old-space-size=2000'],
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
