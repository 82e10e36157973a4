// What a build tells the program of itself: the same for the same commit, and nothing of the machine.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const COMMIT_DIGITS = 12
/** What of the repository ends up in the program. */
const PROGRAM = ['src', 'kernels', 'package-lock.json', 'vite.config.ts']

/** For Vite's `define`. */
export const programConstants = () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    TRACKMASTER_VERSION: JSON.stringify(version),
    TRACKMASTER_BUILD: JSON.stringify(programBuild()),
  }
}

/**
 * The commit, with a "+" where the program's files were changed since; TRACKMASTER_COMMIT where it is built without git, as in a
 * container; else "".
 */
export const programBuild = (folder = root) => {
  const git = (...args) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    const commit = git('rev-parse', `--short=${COMMIT_DIGITS}`, 'HEAD')
    return git('status', '--porcelain', '--', ...PROGRAM) === '' ? commit : `${commit}+`
  } catch {
    return process.env.TRACKMASTER_COMMIT?.slice(0, COMMIT_DIGITS) ?? ''
  }
}
