// What failed, by name; the runners' own counts from their reports; then one line for all: `N passed, N failed`.
// Argument: the exit status of the whole run. Exits with that status, or 1 when a report disagrees.
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { argv, cwd, exit, stdout } from 'node:process'

const status = Number(argv[2] ?? 1)
const report = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

const firstLine = (text = '') => text.split('\n', 1)[0]

const unitRun = (name, unit) => ({
  name,
  passed: unit.numPassedTests,
  failed: unit.numFailedTests,
  skipped: unit.numPendingTests + unit.numTodoTests,
  failures: unit.testResults.flatMap(({ name: file, assertionResults, message }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const where = relative(cwd(), file)
    // A file that could not be read has no tests, only a message.
    if (assertionResults.length === 0 && message) return [`${where}: ${firstLine(message)}`]
    return failed.map(
      (test) => `${where} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`,
    )
  }),
})

/** Every test of a suite and of those inside it. */
const specsIn = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)]

const browserRun = (name, { stats, errors, suites }) => ({
  name,
  passed: stats.expected,
  // What fails once has failed: it was run again for its trace alone.
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
  failures: [
    ...errors.map(({ message }) => firstLine(message)),
    ...suites.flatMap(specsIn).flatMap(({ file, line, title, tests }) =>
      tests
        .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
        .map(({ status: how, results }) => {
          const error = results.find((result) => result.error)?.error
          return `${file}:${line} › ${title} (${how}): ${firstLine(error?.message)}`
        }),
    ),
  ],
})

const runs = [
  ['unit tests', 'artifacts/unit.json', unitRun],
  ['browser tests', 'artifacts/pages.json', browserRun],
  ['recorded and timed browser tests', 'artifacts/timed.json', browserRun],
].flatMap(([name, path, read]) => {
  const found = report(path)
  return found ? [read(name, found)] : []
})

const counts = ({ passed, failed: failures, skipped }) =>
  `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
const total = (key) => runs.reduce((sum, run) => sum + run[key], 0)

for (const run of runs) {
  for (const failure of run.failures) stdout.write(`failed: ${failure}\n`)
  stdout.write(`${run.name}: ${counts(run)}\n`)
}
// A step without a report (lint, types, build) that failed counts as one failure.
const failed = Math.max(total('failed'), status === 0 ? 0 : 1)
stdout.write(`${counts({ passed: total('passed'), failed, skipped: total('skipped') })}\n`)
exit(failed > 0 ? status || 1 : 0)
