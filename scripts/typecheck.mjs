// Type-checks every project: each room compiles with the libraries of the place where it runs.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { exit, stdout } from 'node:process'

const projects = readdirSync('.')
  .filter((name) => /^tsconfig\.\w+\.json$/.test(name) && name !== 'tsconfig.base.json')
  .sort()

const failed = projects.filter((project) => {
  const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', project], { stdio: 'inherit' })
  stdout.write(`${project}: ${status === 0 ? 'ok' : 'FAILED'}\n`)
  return status !== 0
})
exit(failed.length === 0 ? 0 : 1)
