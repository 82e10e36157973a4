// Brings a fresh machine with Node and git to where `--for run` or `--for test` can work, says
// what it did, and never asks. Root may install system packages; anyone else is told what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import process, { argv, env, exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { findBrowser, onPath } from './on-path.mjs'

const { values } = parseArgs({
  args: argv.slice(2),
  options: { for: { type: 'string', default: 'run' } },
})
const MINUTE = 60_000

requireNode(20, 19)
installPackages()
if (values.for === 'test') {
  provideBrowser()
  provideProgram('nginx', 'browser tests run on the Node server instead, under the same headers')
  provideProgram('ffmpeg', 'browser tests that let ffmpeg judge the export are skipped')
}

function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  say(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}`)
  exit(1)
}

function installPackages() {
  if (packagesMatchLock()) return say('npm packages: as the lock file says')
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) {
    say('npm packages: node_modules is a link and differs from the lock file; left alone')
    return
  }
  say('npm packages: installing by the lock file')
  if (!run('npm', ['ci', '--no-audit', '--no-fund'], 15 * MINUTE)) {
    say('npm ci failed')
    exit(1)
  }
}

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

function provideBrowser() {
  const found = findBrowser()
  if (found) return say(`browser: ${found}`)
  if (playwrightBrowser()) return say("browser: Playwright's own")
  say("browser: none on PATH; fetching Playwright's own")
  const asRoot = isRoot() ? ['--with-deps'] : []
  if (run('npx', ['--no-install', 'playwright', 'install', ...asRoot, 'chromium'], 5 * MINUTE))
    return say("browser: Playwright's own, installed")
  if (installSystemPackage('chromium') && findBrowser())
    return say(`browser: ${findBrowser()}, installed`)
  say('browser: none, and none could be installed; install Chromium and run this again')
  exit(1)
}

function playwrightBrowser() {
  const script = "import('@playwright/test').then((p) => console.log(p.chromium.executablePath()))"
  const { stdout: path } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  return existsSync(path.trim())
}

function provideProgram(name, without) {
  if (onPath(name)) return say(`${name}: ${onPath(name)}`)
  if (installSystemPackage(name) && onPath(name)) return say(`${name}: ${onPath(name)}, installed`)
  say(`${name}: MISSING. ${without}`)
}

function installSystemPackage(name) {
  if (!isRoot() || !onPath('apt-get')) return false
  say(`${name}: installing the system package`)
  const apt = (...rest) => run('apt-get', ['-q', '-y', ...rest], 10 * MINUTE)
  apt('update')
  return apt('install', '--no-install-recommends', name)
}

function isRoot() {
  return process.getuid?.() === 0
}

/** Run level 1: a system package that brings a service must not start it. */
function run(program, parameters, timeout) {
  const { status } = spawnSync(program, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
  return status === 0
}

function say(line) {
  stdout.write(`provision: ${line}\n`)
}
