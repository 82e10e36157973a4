import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { filesOfPattern } from './glob'

/** Files that a folder is searched for; a file that is named, or fits a pattern, is opened whatever it is called. */
const EXTENSIONS = new Set(
  '.wav .wave .rf64 .w64 .aif .aiff .aifc .caf .au .flac .mp3 .ogg .oga .opus .m4a .mp4 .mov .webm .mka'.split(
    ' ',
  ),
)

/** Every file that `inputs` mean, in order, each once. Names that are not there, and patterns that fit nothing, come through as they are. */
export const expandInputs = (inputs: readonly string[]): readonly string[] => [
  ...new Set(
    inputs.flatMap((input) =>
      /[*?]/.test(input) && !existsSync(input) ? matches(input) : filesOf(input),
    ),
  ),
]

const isAudio = (path: string): boolean => EXTENSIONS.has(extname(path).toLowerCase())

const filesOf = (path: string): readonly string[] => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => isAudio(file) && statSync(file).isFile())
    .sort()
}

const matches = (pattern: string): readonly string[] => {
  const found = filesOfPattern(pattern)
  return found.length > 0 ? found : [pattern]
}
