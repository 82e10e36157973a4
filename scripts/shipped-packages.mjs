// Which packages' code the build really ships: asked of the bundler, for the notices and the bill of materials.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the build leaves the names for its last step. */
export const SHIPPED_LIST = 'dist/shipped-packages.json'

const MARK = 'node_modules/'

/**
 * The package that a module of a bundle comes from, or null for code of our own.
 * @param {string} id the bundler's name of a module: a path, perhaps with a query or in front of it a NUL
 * @returns {string | null}
 */
export const packageOf = (id) => {
  const path = id.replaceAll('\\', '/')
  const at = path.lastIndexOf(MARK)
  if (at < 0) return null
  const [first = '', second = ''] = path.slice(at + MARK.length).split(/[/?]/)
  return first.startsWith('@') ? `${first}/${second}` : first
}

/**
 * A plugin of the bundler that adds to `packages` those whose modules a bundle holds.
 * @param {Set<string>} packages
 */
export const collectPackages = (packages) => ({
  name: 'trackmaster:shipped-packages',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle))
      for (const id of Object.keys(output.modules ?? {})) {
        const name = packageOf(id)
        if (name !== null) packages.add(name)
      }
  },
})

/** @param {ReadonlySet<string>} packages */
export const listPackages = (packages) => ({
  name: 'trackmaster:list-packages',
  closeBundle() {
    mkdirSync(dirname(SHIPPED_LIST), { recursive: true })
    writeFileSync(SHIPPED_LIST, JSON.stringify([...packages]))
  },
})

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} folder where it is installed
 * @property {string | undefined} integrity as the lock file has it
 * @property {{ name: string, license?: string, author?: string | { name?: string } }} facts of its package.json
 *
 * @param {Iterable<string>} names
 * @returns {ShippedPackage[]} by name, with what the lock file says of each
 */
export const describePackages = (names) => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return [...names].sort().map((name) => {
    const folder = `${MARK}${name}`
    const locked = packages[folder]
    if (!locked) throw new Error(`${name} is shipped and not in the lock file`)
    const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { name, version: locked.version, folder, integrity: locked.integrity, facts }
  })
}
