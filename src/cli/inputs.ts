import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { filesOfPattern } from './glob'
import { isMasterName } from './master-name'

/** Files that a folder is searched for; a file that is named, or fits a pattern, is opened whatever it is called. */
const EXTENSIONS = new Set(
  '.wav .wave .rf64 .w64 .aif .aiff .aifc .caf .au .flac .mp3 .ogg .oga .opus .m4a .mp4 .mov .webm .mka'.split(
    ' ',
  ),
)

export interface InputFile {
  readonly path: string
  /** The folders that it lies in, below the one that was named or that a pattern begins in; '' for none. */
  readonly below: string
}

/**
 * Every file that `inputs` mean, in order, each once. Names that are not there, and patterns that fit nothing, come through as
 * they are. `skipsMasters`: what a folder holds of an earlier run is no mix.
 */
export const expandInputs = (
  inputs: readonly string[],
  skipsMasters: boolean,
): readonly InputFile[] => {
  const found = inputs.flatMap((input) =>
    /[*?]/.test(input) && !existsSync(input) ? matches(input) : filesOf(input, skipsMasters),
  )
  const firstOfPath = new Map<string, InputFile>()
  for (const file of found) if (!firstOfPath.has(file.path)) firstOfPath.set(file.path, file)
  return [...firstOfPath.values()]
}

const isAudio = (path: string): boolean => EXTENSIONS.has(extname(path).toLowerCase())

const filesOf = (path: string, skipsMasters: boolean): readonly InputFile[] => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [{ path, below: '' }]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => isAudio(file) && !(skipsMasters && isMasterName(file)))
    .filter((file) => statSync(file).isFile())
    .sort()
    .map((file) => ({ path: file, below: relative(path, dirname(file)) }))
}

const matches = (pattern: string): readonly InputFile[] => {
  const found = filesOfPattern(pattern)
  if (found.length === 0) return [{ path: pattern, below: '' }]
  // The folder that the pattern names before its first sign.
  const base = dirname(`${pattern.slice(0, pattern.search(/[*?]/))}x`)
  return found.map((path) => ({ path, below: relative(base, dirname(path)) }))
}
