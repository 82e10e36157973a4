import { type Mp3Quality, mp3Writer } from '../../../codec/write/mp3/mp3-writer'
import { id3Tag } from '../../../codec/write/tags/id3-tag'
import { assert } from '../../../core/assert'
import type { FormatCodec } from '../format'

/** By the values of the format's qualities. */
const QUALITIES: Readonly<Record<string, Mp3Quality>> = {
  'cbr-320': { kbps: 320 },
  'cbr-256': { kbps: 256 },
  'cbr-192': { kbps: 192 },
  'cbr-160': { kbps: 160 },
  'cbr-128': { kbps: 128 },
  'vbr-0': { vbr: 0 },
}

export const codec: FormatCodec = {
  // Two frames: one for the overlap of the transform, one for LAME's look ahead. The delay is told in 12 bits.
  roll: { preFrames: 2304, postFrames: 1152 },
  open: (spec, services) => {
    const quality = QUALITIES[spec.quality]
    assert(quality, 'MP3: a quality of its own')
    return mp3Writer({ ...spec, quality, id3: id3Tag(spec.tags ?? {}) }, services)
  },
}
