// Everything that is tested: the build; then the pages' tests on it, and after these what is recorded or timed, one at a
// time. Beside all of it lint, types and the unit tests, one after the other and at a lower priority, in what the browser leaves.
// What runs in the background is printed when it has ended. Exits with 1 when anything failed.
import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { exit, stdout } from 'node:process'

/** Gets a tenth of a core whatever else runs: enough to go on, too little to be felt by the pages. */
const BEHIND_THE_BROWSER = 10

const BEHIND = ['typecheck', 'test:unit']

/**
 * Runs an npm script.
 * @param {string} script
 * @param {{ foreground?: boolean, priority?: number }} how in the background it is heard when it has ended
 * @returns {Promise<boolean>} whether it went well
 */
const run = (script, { foreground = false, priority = 0 } = {}) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      stdio: foreground ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    if (priority > 0 && child.pid) setPriority(child.pid, priority)
    const said = []
    child.stdout?.on('data', (bytes) => said.push(bytes))
    child.stderr?.on('data', (bytes) => said.push(bytes))
    child.on('error', () => resolve(false))
    child.on('close', (code) => {
      stdout.write(Buffer.concat(said))
      stdout.write(`${script}: ${code === 0 ? 'passed' : 'FAILED'}\n`)
      resolve(code === 0)
    })
  })

const behindTheBrowser = async (/** @type {Promise<boolean>} */ linted) => {
  let good = await linted
  for (const script of BEHIND) good = (await run(script, { priority: BEHIND_THE_BROWSER })) && good
  return good
}

const testAll = async () => {
  // The compiler of the kernels leaves most of a core, and lint does not ask for them. All else begins with them.
  const linted = run('lint', { priority: BEHIND_THE_BROWSER })
  if (!(await run('kernels', { foreground: true }))) {
    await linted
    return false
  }
  const behind = behindTheBrowser(linted)
  if (!(await run('build', { foreground: true }))) {
    await behind
    return false
  }
  const pages = await run('test:pages', { foreground: true })
  const timed = await run('test:timed', { foreground: true })
  return (await behind) && pages && timed
}

exit((await testAll()) ? 0 : 1)
