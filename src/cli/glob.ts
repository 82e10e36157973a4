import { readdirSync, statSync } from 'node:fs'
import { join, parse, sep } from 'node:path'

/**
 * The files that fit a pattern, sorted; none where a folder is not there. `*` and `?` stand for characters of one name, `**` as
 * a whole part for any number of folders, none included. As in a shell, what begins with a dot must be named with its dot, and
 * `**` follows no links to folders, which may lead round in a circle. Node's own `fs.glob` came with Node 22.
 */
export const filesOfPattern = (pattern: string): readonly string[] => {
  const { root } = parse(pattern)
  const parts = pattern
    .slice(root.length)
    .split(sep === '\\' ? /[\\/]+/ : '/')
    .filter((part, at, all) => part !== '' && !(part === ANY_DEPTH && all[at - 1] === ANY_DEPTH))
  return [...new Set(found(root, parts))].sort()
}

const ANY_DEPTH = '**'

const found = (folder: string, parts: readonly string[]): readonly string[] => {
  const [part, ...rest] = parts
  if (part === undefined) return isFile(folder) ? [folder] : []
  if (part === ANY_DEPTH) {
    const below = entriesOf(folder)
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .flatMap(({ name }) => found(join(folder, name), parts))
    // Last of all parts it means every file below.
    return [...found(folder, rest.length > 0 ? rest : ['*']), ...below]
  }
  if (!/[*?]/.test(part)) return found(join(folder, part), rest)
  const fits = expressionOf(part)
  return entriesOf(folder)
    .filter(({ name }) => fits.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .flatMap(({ name }) => found(join(folder, name), rest))
}

/** A name with `*` and `?` in it. */
const expressionOf = (part: string): RegExp => {
  const source = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, 'su')
}

/** None of what is no folder, or may not be read. */
const entriesOf = (folder: string) => {
  try {
    return readdirSync(folder || '.', { withFileTypes: true })
  } catch {
    return []
  }
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
