// What the packages hold in compiled form, for the notices and the bill of materials.
import { readFileSync } from 'node:fs'

const BSD_CLAUSES = readFileSync('licences/BSD-3-Clause.txt', 'utf8').trim().split('\n')

function xiph(library) {
  return [`${library}: Copyright (c) 2000-2025 Josh Coalson, Xiph.Org Foundation`, ...BSD_CLAUSES]
}

/** What stands inside a package beyond its own code, and what its licence asks to be said. */
export const COMPILED_IN = {
  '@mediabunny/aac-encoder': {
    libraries: [{ name: 'FFmpeg (libavcodec, AAC encoder)', license: 'LGPL-2.1-or-later' }],
    words: [
      'Its source, unmodified, is the npm package of this version. Holds the AAC encoder of FFmpeg',
      '(libavcodec), compiled to WebAssembly, unmodified, in a chunk of its own that can be replaced:',
      'Copyright (c) 2000-2026 the FFmpeg developers, LGPL-2.1-or-later, whose text ends this file.',
      'Source: https://ffmpeg.org and the npm package of this version.',
    ],
  },
  '@mediabunny/flac-encoder': {
    libraries: [{ name: 'libFLAC', license: 'BSD-3-Clause' }],
    words: [
      'Its source, unmodified, is the npm package of this version. Holds libFLAC compiled to',
      'WebAssembly:',
      ...xiph('libFLAC'),
    ],
  },
  'codec-parser': {
    libraries: [],
    words: ['Unmodified; its source is the npm package of this version.'],
  },
  mediabunny: {
    libraries: [],
    words: ['Its source, unmodified, is the npm package of this version.'],
  },
  'mpg123-decoder': {
    libraries: [{ name: 'libmpg123', license: 'LGPL-2.1-only' }],
    words: [
      'Holds libmpg123, compiled to WebAssembly, unmodified, in a chunk of its own that can be',
      'replaced: Copyright (c) 1995-2025 by Michael Hipp and others, LGPL-2.1-only, whose text ends',
      'this file. Source: https://mpg123.org and the npm package of this version.',
    ],
  },
  '@wasm-audio-decoders/flac': {
    libraries: [{ name: 'libFLAC', license: 'BSD-3-Clause' }],
    words: ['Holds libFLAC compiled to WebAssembly:', ...xiph('libFLAC')],
  },
  '@wasm-audio-decoders/ogg-vorbis': {
    libraries: [
      { name: 'libogg', license: 'BSD-3-Clause' },
      { name: 'libvorbis', license: 'BSD-3-Clause' },
    ],
    words: ['Holds libogg and libvorbis compiled to WebAssembly:', ...xiph('libogg, libvorbis')],
  },
  'opus-encdec': {
    libraries: [{ name: 'libopus', license: 'BSD-3-Clause' }],
    words: [
      'Its WebAssembly file of libopus is shipped, Copyright 2001-2023 Xiph.Org, Skype Limited, Octasic,',
      'Jean-Marc Valin, Timothy B. Terriberry, CSIRO, Gregory Maxwell, Mark Borgerding,',
      'Erik de Castro Lopo, Mozilla, Amazon:',
      ...BSD_CLAUSES,
    ],
  },
  'wasm-media-encoders': {
    libraries: [
      { name: 'LAME', license: 'LGPL-2.0-or-later' },
      { name: 'libogg', license: 'BSD-3-Clause' },
      { name: 'libvorbis', license: 'BSD-3-Clause' },
    ],
    words: [
      'Holds LAME 3.100, compiled to WebAssembly, unmodified, in a file of its own that can be replaced:',
      'Copyright (c) 1999-2017 the LAME developers, LGPL-2.0-or-later, used here under version 2.1, whose',
      'text ends this file. Source: https://lame.sourceforge.io and the npm package of this version.',
      'In another file libogg and libvorbis:',
      ...xiph('libogg, libvorbis'),
    ],
  },
  'opus-decoder': {
    libraries: [{ name: 'libopus', license: 'BSD-3-Clause' }],
    words: [
      'Holds libopus compiled to WebAssembly, Copyright 2001-2023 Xiph.Org, Skype Limited, Octasic,',
      'Jean-Marc Valin, Timothy B. Terriberry, CSIRO, Gregory Maxwell, Mark Borgerding,',
      'Erik de Castro Lopo, Mozilla, Amazon:',
      ...BSD_CLAUSES,
    ],
  },
}
