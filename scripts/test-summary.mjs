// The runners' own counts from their reports, then one line for both: `N passed, N failed`.
// Argument: the exit status of the whole run. Exits with that status, or 1 when a report disagrees.
import { existsSync, readFileSync } from 'node:fs'
import { argv, exit, stdout } from 'node:process'

const status = Number(argv[2] ?? 1)
const report = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

const unit = report('artifacts/unit.json')
const browser = report('artifacts/e2e.json')
const runs = [
  unit && {
    name: 'unit tests',
    passed: unit.numPassedTests,
    failed: unit.numFailedTests,
    skipped: unit.numPendingTests + unit.numTodoTests,
  },
  browser && {
    name: 'browser tests',
    passed: browser.stats.expected,
    // What fails once has failed: it was run again for its trace alone.
    failed: browser.stats.unexpected + browser.stats.flaky + browser.errors.length,
    skipped: browser.stats.skipped,
  },
].filter(Boolean)

const line = ({ passed, failed: failures, skipped }) =>
  `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
const total = (key) => runs.reduce((sum, run) => sum + run[key], 0)

for (const run of runs) stdout.write(`${run.name}: ${line(run)}\n`)
// A step without a report (lint, types, build) that failed counts as one failure.
const failed = Math.max(total('failed'), status === 0 ? 0 : 1)
stdout.write(`${line({ passed: total('passed'), failed, skipped: total('skipped') })}\n`)
exit(failed > 0 ? status || 1 : 0)
