import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

const found = new Map<string, string | null>()

/** Full path of a program on PATH, or null; looked for once. */
export const findProgram = (name: string): string | null => {
  const known = found.get(name)
  if (known !== undefined) return known
  const path =
    (env.PATH ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name))
      .find(isExecutable) ?? null
  found.set(name, path)
  return path
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
