// THIRD-PARTY-NOTICES: the licence text of every package whose code the build ships.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPILED_IN } from './compiled-in.mjs'

/**
 * The notices of what the build ships.
 * @param {readonly import('./shipped-packages.mjs').ShippedPackage[]} packages
 * @returns {string}
 */
export const notices = (packages) => {
  const sections = packages.map(({ name, version, folder, facts }) => {
    const lines = [`${name} ${version}`, `Licence: ${facts.license ?? 'see below'}`]
    const text = licenceText(folder) ?? standardText(facts)
    return `${[...lines, ...(COMPILED_IN[name]?.words ?? []), '', text].join('\n')}\n`
  })
  sections.push(readFileSync('licences/LGPL-2.1.txt', 'utf8'))
  const rule = `\n${'-'.repeat(80)}\n\n`
  return `TrackMaster is under the MIT licence. It ships code of these packages:\n${rule}${sections.join(rule)}`
}

const licenceText = (folder) => {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(file))
  return name ? readFileSync(join(folder, name), 'utf8').trim() : null
}

/** Packages that name their licence but hold no text of it. */
const standardText = (facts) => {
  const author = typeof facts.author === 'string' ? facts.author : facts.author?.name
  const holder = `Copyright (c) ${author ?? `the authors of ${facts.name}`}`
  if (facts.license !== 'MIT')
    throw new Error(`${facts.name}: no licence text for ${facts.license}`)
  const [, , , ...terms] = readFileSync('LICENSE', 'utf8').trim().split('\n')
  return [holder, ...terms].join('\n')
}
