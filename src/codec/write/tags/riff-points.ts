import type { Marker, Sampler } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { utf8 } from '../utf8'
import { riffChunk } from './riff-info'

/** `cue ` and, where a point has a name or a length, its LIST of type `adtl`; none without points. */
export const cueChunks = (markers: readonly Marker[]): Uint8Array[] => {
  if (markers.length === 0) return []
  const cue = new ByteBuilder('little-endian').u32(markers.length)
  const labels = new ByteBuilder('little-endian').latin1('adtl')
  const empty = labels.length
  for (const [index, { atFrame, lengthFrames, label }] of markers.entries()) {
    const id = index + 1
    cue.u32(id, atFrame).latin1('data').u32(0, 0, atFrame)
    if (label) labels.bytes(riffChunk('labl', named(id, label)))
    if (lengthFrames > 0)
      labels.bytes(
        riffChunk(
          'ltxt',
          new ByteBuilder('little-endian')
            .u32(id, lengthFrames)
            .latin1('rgn ')
            .u16(0, 0, 0, 0)
            .done(),
        ),
      )
  }
  return [
    riffChunk('cue ', cue.done()),
    ...(labels.length > empty ? [riffChunk('LIST', labels.done())] : []),
  ]
}

const named = (id: number, label: string): Uint8Array =>
  new ByteBuilder('little-endian').u32(id).bytes(utf8(label)).u8(0).done()

/** `smpl`: key and loops; the period of a sample is that of this file's rate. */
export const samplerChunk = (
  { unityNote, pitchFraction, loops }: Sampler,
  sampleRate: number,
): Uint8Array => {
  const body = new ByteBuilder('little-endian')
  body.u32(0, 0, Math.round(1e9 / sampleRate), unityNote, pitchFraction, 0, 0, loops.length, 0)
  for (const [id, { type, startFrame, endFrame, playCount }] of loops.entries())
    body.u32(id, type, startFrame, endFrame, 0, playCount)
  return riffChunk('smpl', body.done())
}
