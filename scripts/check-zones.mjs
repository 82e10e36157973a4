// Import zones: who may import whom, as the architecture's rooms say. Import cycles, of types too, are biome's
// (`noImportCycles`). Tests, oracles and testing helpers may reach anywhere.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * room → rooms it may import, and rooms it may only take types from.
 * Assets (`?url`, `?worker&url`, `new URL(…)`) are addresses, not imports, and are not judged.
 */
export const ZONES = {
  core: { values: [], types: [] },
  dsp: { values: ['core'], types: ['kernels'] },
  analysis: { values: ['core', 'dsp'], types: [] },
  codec: { values: ['core', 'dsp'], types: [] },
  chain: { values: ['core', 'dsp'], types: [] },
  mastering: { values: ['core', 'dsp', 'analysis', 'chain'], types: [] },
  demo: { values: ['dsp'], types: [] },
  album: { values: ['core'], types: [] },
  // Formats, and a master in each of them.
  delivery: { values: ['core', 'dsp', 'analysis', 'codec', 'mastering'], types: ['chain'] },
  // A meter that shares no code with ours: two that agree are worth more than one.
  'second-meter': { values: [], types: ['core'] },
  // The engine knows no host: it is given one.
  engine: {
    values: [
      'album',
      'demo',
      'core',
      'analysis',
      'codec',
      'mastering',
      'delivery',
      'dsp',
      'second-meter',
    ],
    types: ['chain'],
  },
  // The page's end of the engine: the link to its worker, and the watch over its life.
  client: { values: ['core', 'engine'], types: [] },
  // Where the engine runs: what differs between a worker and Node.
  hosts: {
    values: ['core', 'dsp', 'delivery', 'engine', 'mastering', 'monitor'],
    types: ['kernels', 'client', 'codec'],
  },
  // Live listening runs chains and measures what it hands on, in a worker: docs/adr on the monitor.
  monitor: { values: ['core', 'dsp', 'analysis', 'chain'], types: ['client'] },
  store: {
    values: ['core', 'delivery'],
    types: ['analysis', 'chain', 'engine', 'mastering', 'monitor'],
  },
  // What is stored is checked by the same code that checks a recipe anywhere; it asks the store's
  // declarations what to keep, and never the store itself.
  storage: { values: ['core', 'analysis', 'chain', 'delivery', 'store', 'hosts'], types: [] },
  session: {
    values: [
      'album',
      'core',
      'analysis',
      'chain',
      'mastering',
      'delivery',
      'monitor',
      'store',
      'storage',
      'words',
      'report',
    ],
    types: ['client'],
  },
  offline: { values: [], types: [] },
  // Every sentence and number for people; panels, reports and the command line say the same.
  words: {
    values: ['album', 'core', 'chain'],
    types: ['analysis', 'delivery', 'mastering', 'store'],
  },
  // What became of a track, for people and as data; and the recipe back out of it.
  report: {
    values: ['analysis', 'chain', 'delivery', 'mastering', 'words'],
    types: ['core', 'engine', 'second-meter'],
  },
  // Signals with known readings, for the visitor's own browser.
  'self-test': {
    values: ['chain', 'delivery', 'mastering', 'words'],
    types: ['analysis'],
  },
  cli: {
    values: ['core', 'chain', 'delivery', 'mastering', 'words', 'hosts', 'report'],
    types: ['analysis', 'engine'],
  },
  // ParamControl(spec, value, onChange) needs the type of a spec, and nothing else of the app.
  ui: { values: ['words'], types: ['chain'] },
  features: {
    values: ['analysis', 'chain', 'delivery', 'mastering', 'words', 'store', 'session', 'ui'],
    types: ['core', 'monitor'],
  },
  app: {
    values: [
      'core',
      'chain',
      'client',
      'monitor',
      'store',
      'session',
      'ui',
      'words',
      'features',
      'offline',
      'self-test',
    ],
    types: ['engine'],
  },
}

const IMPORT =
  /(?:^|[\n;])\s*(import|export)\s+(type\s+)?(?:[\w$*{}\s,]+?\s+from\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g
const EXEMPT = /\.(test|oracle)\.tsx?$|\/testing\//

/**
 * The relative imports of a source text.
 * @param {string} text
 * @returns {{ specifier: string, typeOnly: boolean }[]}
 */
export const importsOf = (text) => {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...bare.matchAll(IMPORT)]
    .map(([statement, , type, from, dynamic]) => ({
      specifier: from ?? dynamic,
      typeOnly: Boolean(type) || /\{(\s*type\s+[\w$\s]+,?)+\s*\}\s*from/.test(statement),
    }))
    .filter(({ specifier }) => specifier.startsWith('.') && !/\?(.*&)?(url|worker)/.test(specifier))
}

/**
 * What is wrong with one file's imports; empty when nothing is.
 * @param {string} file path from the repository's root, with forward slashes
 * @param {string} text
 * @returns {string[]}
 */
export const violationsOf = (file, text) => {
  if (EXEMPT.test(file)) return []
  const from = placeOf(file)
  const zone = ZONES[from.room]
  if (!zone) return [`${file}: no zone is written for src/${from.room}`]
  return importsOf(text).flatMap(({ specifier, typeOnly }) => {
    const target = posix.join(posix.dirname(file), specifier)
    const to = placeOf(target)
    const complaint = (why) => [`${file}: ${why} (${specifier})`]
    if (/\/testing\/|\.oracle$/.test(target)) return complaint('product code imports test code')
    if (to.room === from.room) {
      if (from.room === 'features' && to.panel !== from.panel)
        return complaint('features never import each other')
      return []
    }
    if (zone.values.includes(to.room)) return []
    if (!zone.types.includes(to.room)) return complaint(`${from.room} may not import ${to.room}`)
    return typeOnly ? [] : complaint(`${from.room} may take only types from ${to.room}`)
  })
}

/** The room of a path; src/main.tsx and its like belong to the app. */
const placeOf = (file) => {
  const [top, room, panel] = file.split('/')
  if (top !== 'src') return { room: top, panel: '' }
  const isFile = file.split('/').length === 2
  return { room: isFile ? 'app' : room, panel }
}

const sourcesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))

if (argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const files = sourcesUnder(join(root, 'src'))
  const found = files.flatMap((path) =>
    violationsOf(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')),
  )
  for (const line of found) stderr.write(`${line}\n`)
  stdout.write(`zones: ${files.length} files, ${found.length} violations\n`)
  exit(found.length === 0 ? 0 : 1)
}
