// Brings a fresh machine with Node and git to where `--for run` or `--for test` can work, says
// what it did, and never asks. Root may install system packages; anyone else is told what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import process, { argv, env, exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { findTestBrowser, onPath } from './on-path.mjs'
import { provision } from './provision-steps.mjs'

const { values } = parseArgs({
  args: argv.slice(2),
  options: { for: { type: 'string', default: 'run' } },
})

const ready = provision(values.for === 'test' ? 'test' : 'run', {
  nodeVersion: process.versions.node,
  isRoot: process.getuid?.() === 0,
  find: onPath,
  findBrowser: findTestBrowser,
  packages: () => {
    if (packagesMatchLock()) return 'right'
    const folder = lstatSync('node_modules', { throwIfNoEntry: false })
    return folder?.isSymbolicLink() ? 'linked' : 'wrong'
  },
  ownBrowserStarts,
  run,
  say: (line) => stdout.write(`provision: ${line}\n`),
})
if (!ready) exit(1)

/** Is every package of the lock file there in its version? Those for other platforms may be absent. */
function packagesMatchLock() {
  const installed = 'node_modules/.package-lock.json'
  if (!existsSync(installed)) return false
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  const want = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  return Object.entries(want).every(([folder, { version, optional, peer }]) => {
    if (folder === '') return true
    if (have[folder] === undefined) return Boolean(optional || peer)
    return have[folder].version === version
  })
}

/** In a process of its own: the packages may have been installed after this one started. */
function ownBrowserStarts() {
  const script = `import { chromium } from '@playwright/test'
    await (await chromium.launch({ args: ['--no-sandbox'] })).close()`
  const parameters = ['--input-type=module', '--eval', script]
  return spawnSync(process.execPath, parameters, { stdio: 'ignore', timeout: 60_000 }).status === 0
}

/** Run level 1: a system package that brings a service must not start it. */
function run(program, parameters, minutes) {
  const { status } = spawnSync(program, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: minutes * 60_000,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
  return status === 0
}
