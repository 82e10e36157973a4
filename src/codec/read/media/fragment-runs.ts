import type { ByteSource } from '../../../core/byte-source'
import { readView } from '../byte-view'
import { type Box, child, children, fileBoxes, type Movie, path, wholeOf } from './mp4-boxes'
import { type Patch, patched } from './patched-source'

/** Larger fragments are left as they are: theirs are minutes of audio. */
const MOST_FRAGMENT_BYTES = 2 ** 22

/** Fields that a run may give of each sample: duration, size, flags, offset. */
const SAMPLE_FIELDS = [0x100, 0x200, 0x400, 0x800]
const SIZES_ARE_GIVEN = 0x200
const DATA_OFFSET = 0x1
const FIRST_FLAGS = 0x4
/** What stands before the size of all samples in a fragment's head, by the flag that tells of it: bytes. */
const BEFORE_DEFAULT_SIZE = [
  [0x1, 8],
  [0x2, 4],
  [0x8, 4],
] as const
const DEFAULT_SIZE = 0x10

/**
 * A file in fragments whose runs (ISO 14496-12, 8.8.8) tell of no more samples than their boxes have room for, or, where all samples
 * are of one size, than the file has bytes for. mediabunny 1.61 makes an object of each: one damaged count takes gigabytes.
 */
export const withBoundRuns = async (source: ByteSource, movie: Movie): Promise<ByteSource> => {
  const extended = child(movie.view, wholeOf(movie.view), 'mvex')
  if (!extended) return source
  const patches: Patch[] = []
  const room = { bytes: source.sizeBytes }
  for await (const { name, at, size } of fileBoxes(source)) {
    if (name !== 'moof' || size > MOST_FRAGMENT_BYTES) continue
    const from = at + 8
    const view = await readView(source, from, size - 8)
    const tracks = children(view, wholeOf(view)).filter((box) => box.name === 'traf')
    for (const track of tracks)
      for (const patch of excessOf(view, track, usualSize(movie.view, extended), room))
        patches.push({ at: from + patch.at, bytes: patch.bytes })
  }
  return patches.length > 0 ? patched(source, patches) : source
}

/** Of samples where a fragment names none, bytes; 0 where nobody does. */
const usualSize = (view: DataView, extended: Box): number => {
  const defaults = path(view, extended, ['trex'])
  return defaults && defaults.to - defaults.from >= 20 ? view.getUint32(defaults.from + 16) : 0
}

const sizeIn = (view: DataView, head: Box | undefined): number | null => {
  if (!head || head.to - head.from < 8) return null
  const flags = view.getUint32(head.from)
  if ((flags & DEFAULT_SIZE) === 0) return null
  const before = BEFORE_DEFAULT_SIZE.filter(([flag]) => (flags & flag) !== 0)
  const at = before.reduce((sum, [, bytes]) => sum + bytes, head.from + 8)
  return at + 4 <= head.to ? view.getUint32(at) : null
}

/** `room`: bytes of the file that no samples of one size have taken so far. */
const excessOf = (
  view: DataView,
  track: Box,
  usual: number,
  room: { bytes: number },
): readonly Patch[] => {
  const size = sizeIn(view, child(view, track, 'tfhd')) ?? usual
  return children(view, track).flatMap(({ name, from, to }) => {
    if (name !== 'trun' || to - from < 8) return []
    const flags = view.getUint32(from)
    const told = view.getUint32(from + 4)
    const head = 8 + (flags & DATA_OFFSET ? 4 : 0) + (flags & FIRST_FLAGS ? 4 : 0)
    const fields = SAMPLE_FIELDS.filter((field) => (flags & field) !== 0).length
    const described = fields > 0 ? Math.floor(Math.max(0, to - from - head) / (4 * fields)) : told
    const inFile = size > 0 ? Math.floor(room.bytes / size) : 0
    const limit = flags & SIZES_ARE_GIVEN ? described : Math.min(described, inFile)
    const count = Math.min(told, limit)
    if ((flags & SIZES_ARE_GIVEN) === 0) room.bytes -= count * size
    if (told <= limit) return []
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, limit)
    return [{ at: from + 4, bytes }]
  })
}
