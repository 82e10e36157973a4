// THIRD-PARTY-NOTICES: the licence text of every package whose code the build ships.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BSD_CLAUSES = readFileSync('licences/BSD-3-Clause.txt', 'utf8').trim().split('\n')

function xiph(library) {
  return [`${library}: Copyright (c) 2000-2025 Josh Coalson, Xiph.Org Foundation`, ...BSD_CLAUSES]
}

/** What stands inside a package beyond its own code, and what its licence asks to be said. */
const CONTENTS = {
  '@mediabunny/aac-encoder': [
    'Its source, unmodified, is the npm package of this version. Holds the AAC encoder of FFmpeg',
    '(libavcodec), compiled to WebAssembly, unmodified, in a chunk of its own that can be replaced:',
    'Copyright (c) 2000-2026 the FFmpeg developers, LGPL-2.1-or-later, whose text ends this file.',
    'Source: https://ffmpeg.org and the npm package of this version.',
  ],
  '@mediabunny/flac-encoder': [
    'Its source, unmodified, is the npm package of this version. Holds libFLAC compiled to',
    'WebAssembly:',
    ...xiph('libFLAC'),
  ],
  'codec-parser': ['Unmodified; its source is the npm package of this version.'],
  mediabunny: ['Its source, unmodified, is the npm package of this version.'],
  'mpg123-decoder': [
    'Holds libmpg123, compiled to WebAssembly, unmodified, in a chunk of its own that can be',
    'replaced: Copyright (c) 1995-2025 by Michael Hipp and others, LGPL-2.1-only, whose text ends',
    'this file. Source: https://mpg123.org and the npm package of this version.',
  ],
  '@wasm-audio-decoders/flac': ['Holds libFLAC compiled to WebAssembly:', ...xiph('libFLAC')],
  '@wasm-audio-decoders/ogg-vorbis': [
    'Holds libogg and libvorbis compiled to WebAssembly:',
    ...xiph('libogg, libvorbis'),
  ],
  'opus-encdec': [
    'Its WebAssembly file of libopus is shipped, Copyright 2001-2023 Xiph.Org, Skype Limited, Octasic,',
    'Jean-Marc Valin, Timothy B. Terriberry, CSIRO, Gregory Maxwell, Mark Borgerding,',
    'Erik de Castro Lopo, Mozilla, Amazon:',
    ...BSD_CLAUSES,
  ],
  'wasm-media-encoders': [
    'Holds LAME 3.100, compiled to WebAssembly, unmodified, in a file of its own that can be replaced:',
    'Copyright (c) 1999-2017 the LAME developers, LGPL-2.0-or-later, used here under version 2.1, whose',
    'text ends this file. Source: https://lame.sourceforge.io and the npm package of this version.',
    'In another file libogg and libvorbis:',
    ...xiph('libogg, libvorbis'),
  ],
  'opus-decoder': [
    'Holds libopus compiled to WebAssembly, Copyright 2001-2023 Xiph.Org, Skype Limited, Octasic,',
    'Jean-Marc Valin, Timothy B. Terriberry, CSIRO, Gregory Maxwell, Mark Borgerding,',
    'Erik de Castro Lopo, Mozilla, Amazon:',
    ...BSD_CLAUSES,
  ],
}

/**
 * Writes the notices of the production dependencies and all they bring.
 * @param {string} path
 */
export const writeNotices = (path) => {
  const sections = shippedPackages().map(({ name, version, folder }) => {
    const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const lines = [`${name} ${version}`, `Licence: ${facts.license ?? 'see below'}`]
    const text = licenceText(folder) ?? standardText(facts)
    return `${[...lines, ...(CONTENTS[name] ?? []), '', text].join('\n')}\n`
  })
  sections.push(readFileSync('licences/LGPL-2.1.txt', 'utf8'))
  const rule = `\n${'-'.repeat(80)}\n\n`
  writeFileSync(
    path,
    `TrackMaster is under the MIT licence. It ships code of these packages:\n${rule}${sections.join(rule)}`,
  )
}

/** Every package that a production install would hold, by the lock file, types left out. */
const shippedPackages = () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return Object.entries(packages)
    .filter(([folder, { dev, optional, peer }]) => folder && !dev && !optional && !peer)
    .map(([folder, { version }]) => ({
      name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      folder,
    }))
    .filter(({ name, folder }) => !name.startsWith('@types/') && existsSync(folder))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
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
