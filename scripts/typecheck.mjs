// Type-checks every project, two beside each other: each room compiles with the libraries of the place where it runs.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { exit, stdout } from 'node:process'

const AT_ONCE = 2

const waiting = readdirSync('.')
  .filter((name) => /^tsconfig\.\w+\.json$/.test(name) && name !== 'tsconfig.base.json')
  .sort()

/** @param {string} project */
const check = (project) =>
  new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', 'tsc', '-p', project], { stdio: 'inherit' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => {
      stdout.write(`${project}: ${code === 0 ? 'ok' : 'FAILED'}\n`)
      resolve(code === 0)
    })
  })

const checkRest = async () => {
  let passed = true
  for (let next = waiting.shift(); next; next = waiting.shift())
    passed = (await check(next)) && passed
  return passed
}

const passed = await Promise.all(Array.from({ length: AT_ONCE }, checkRest))
exit(passed.every(Boolean) ? 0 : 1)
