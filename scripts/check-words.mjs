// Finds retired words (docs/glossary.md) in the names of the code: whole camel-case words, in any case.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'

const SOURCES = ['src', 'kernels', 'bench', 'e2e', 'scripts']

/**
 * The retired words of the glossary's last table.
 * @param {string} glossary
 * @returns {string[]}
 */
export const retiredWords = (glossary) => {
  const table = glossary.slice(glossary.indexOf('## Retired'))
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, word]) => word))
}

/** The words of a name, lower case: `loadCodec` → load, codec. */
const wordsOf = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_]+/)
    .map((word) => word.toLowerCase())

/**
 * Whether a name has one of these words in it, told once for each name: most stand in many lines.
 * @param {readonly string[]} retired
 * @returns {(name: string) => boolean}
 */
const retirement = (retired) => {
  const phrases = retired.map((word) => ` ${wordsOf(word).join(' ')} `)
  const known = new Map()
  return (name) => {
    const told = known.get(name)
    if (told !== undefined) return told
    const words = ` ${wordsOf(name).join(' ')} `
    const found = phrases.some((phrase) => words.includes(phrase))
    known.set(name, found)
    return found
  }
}

/**
 * Lines of a source whose names have a retired word in them; comments and texts may say what they like.
 * @param {string} text
 * @param {readonly string[]} retired
 * @returns {{ line: number, name: string }[]}
 */
export const retiredNames = (text, retired) => retiredLines(text, retirement(retired))

/**
 * @param {string} text
 * @param {(name: string) => boolean} isRetired
 */
const retiredLines = (text, isRetired) =>
  text.split('\n').flatMap((line, index) => {
    const code = line
      .replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '')
      .replace(/\/\/.*$/, '')
      .replace(/^\s*(?:\/\*\*|\*).*$/, '')
    return [...code.matchAll(/[A-Za-z_$][\w$]*/g)]
      .filter(([name]) => isRetired(name))
      .map(([name]) => ({ line: index + 1, name }))
  })

if (argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const retired = retiredWords(readFileSync(join(root, 'docs/glossary.md'), 'utf8'))
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  )
  const isRetired = retirement(retired)
  const found = files.flatMap((path) =>
    retiredLines(readFileSync(path, 'utf8'), isRetired).map(
      ({ line, name }) => `${relative(root, path)}:${line}: ${name}`,
    ),
  )
  for (const line of found) stderr.write(`${line}\n`)
  stdout.write(`words: ${retired.length} retired, ${files.length} files, ${found.length} found\n`)
  exit(retired.length > 0 && found.length === 0 ? 0 : 1)
}
