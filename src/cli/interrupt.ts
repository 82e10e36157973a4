import { rmSync } from 'node:fs'

/** The shell's own number for "interrupted". */
export const INTERRUPTED = 130

/** What is said when somebody ends the program early, where `paths` were being written: they are taken away first. */
export const interrupted = (paths: Iterable<string>): string => {
  for (const path of paths) rmSync(path, { force: true })
  return 'Interrupted: nothing half-written was left behind, and what was finished before stays.'
}
