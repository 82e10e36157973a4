import type { Marker, Sampler } from '../../../core/tags'
import { ascii } from '../byte-view'
import { decodeText } from './text'

const CUE_POINT_BYTES = 24
const SAMPLER_BYTES = 36
const LOOP_BYTES = 24
const MAX_POINTS = 10_000

/** What cue points and their labels say, chunk by chunk. */
export interface RiffMarkers {
  /** Frame by identifier, in the order of the file. */
  readonly points: Map<number, number>
  readonly labels: Map<number, string>
  readonly lengths: Map<number, number>
  /** How many have a text beside their label, which is not read. */
  notes: number
}

/** Takes a `cue ` chunk's points. */
export const parseCue = (view: DataView, littleEndian: boolean, into: RiffMarkers): void => {
  if (view.byteLength < 4) return
  const count = Math.min(view.getUint32(0, littleEndian), MAX_POINTS)
  for (let i = 0, at = 4; i < count && at + CUE_POINT_BYTES <= view.byteLength; i++) {
    into.points.set(view.getUint32(at, littleEndian), view.getUint32(at + 20, littleEndian))
    at += CUE_POINT_BYTES
  }
}

/** Takes labels and region lengths of a LIST chunk of type `adtl`. */
export const parseLabels = (view: DataView, littleEndian: boolean, into: RiffMarkers): void => {
  if (ascii(view, 0, 4) !== 'adtl') return
  for (let at = 4; at + 12 <= view.byteLength; ) {
    const id = ascii(view, at, 4)
    const size = view.getUint32(at + 4, littleEndian)
    const point = view.getUint32(at + 8, littleEndian)
    const end = Math.min(at + 8 + size, view.byteLength)
    if (id === 'labl' && end > at + 12)
      into.labels.set(
        point,
        decodeText(new Uint8Array(view.buffer, view.byteOffset + at + 12, end - at - 12)),
      )
    else if (id === 'ltxt' && end >= at + 16)
      into.lengths.set(point, view.getUint32(at + 12, littleEndian))
    else if (id === 'note') into.notes++
    at += 8 + size + (size % 2)
  }
}

export const markersOf = ({ points, labels, lengths }: Omit<RiffMarkers, 'notes'>): Marker[] =>
  [...points].map(([id, atFrame]) => ({
    atFrame,
    lengthFrames: lengths.get(id) ?? 0,
    label: labels.get(id) ?? '',
  }))

/** A `smpl` chunk; null where it is cut short. */
export const parseSampler = (view: DataView, littleEndian: boolean): Sampler | null => {
  if (view.byteLength < SAMPLER_BYTES) return null
  const number = (at: number) => view.getUint32(at, littleEndian)
  const room = Math.floor((view.byteLength - SAMPLER_BYTES) / LOOP_BYTES)
  return {
    unityNote: number(12),
    pitchFraction: number(16),
    loops: Array.from({ length: Math.min(number(28), room) }, (_, i) => {
      const at = SAMPLER_BYTES + i * LOOP_BYTES
      return {
        type: number(at + 4),
        startFrame: number(at + 8),
        endFrame: number(at + 12),
        playCount: number(at + 20),
      }
    }),
  }
}
