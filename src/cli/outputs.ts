import { basename, dirname, extname, join, resolve } from 'node:path'
import { formatOf } from '../delivery/formats/registry'
import type { Request } from './arguments'
import type { InputFile } from './inputs'
import { MASTER } from './master-name'

/**
 * Where the master of each file goes: beside its source, into the folder named with the folders that it lay in, or into the one
 * file named. No two get the same name: of two that would, the second is numbered, so that none is written over in one run.
 */
export const outputsOf = (
  files: readonly InputFile[],
  { outputPath, directory, format }: Request,
): readonly string[] => {
  if (outputPath !== null) return files.map(() => outputPath)
  const taken = new Set<string>()
  return files.map(({ path, below }) => {
    const folder = directory === null ? dirname(path) : join(directory, below)
    const stem = join(folder, `${basename(path, extname(path))}${MASTER}`)
    let output = ''
    for (let count = 1; output === '' || taken.has(resolve(output).toLowerCase()); count++)
      output = `${stem}${count === 1 ? '' : ` (${count})`}.${formatOf(format).extension}`
    taken.add(resolve(output).toLowerCase())
    return output
  })
}
