import type { ProgrammeSource, StereoFrames } from '../../monitor/page/programme-player'

/** A stretch of the album's programme, in its frames. */
export interface Stretch {
  readonly fromFrame: number
  readonly toFrame: number
}

/** 24-bit stereo, as `write` of `piecesSource` delivers. */
const FRAME_BYTES = 6
const FULL_SCALE = 2 ** 23
/** Within so many bytes the samples of a file begin. */
const HEAD_BYTES = 65_536

interface Piece {
  readonly file: Blob
  readonly dataAt: number
}

/**
 * Consecutive stretches of a programme as one piece of audio. Each is written when it is needed, the next one while it is
 * heard; two are held at most. `write` answers a WAV file of 24 bits in stereo; null: there is none.
 */
export const piecesSource = (
  stretches: readonly Stretch[],
  sampleRate: number,
  write: (stretch: Stretch) => Promise<Blob | null>,
): ProgrammeSource => {
  const firstFrame = stretches[0]?.fromFrame ?? 0
  const held = new Map<number, Promise<Piece | null>>()
  let writing = 0

  const made = async (at: number, stretch: Stretch): Promise<Piece | null> => {
    writing++
    try {
      const file = await write(stretch)
      const dataAt = file ? await dataOffset(file) : null
      if (file && dataAt !== null) return { file, dataAt }
      held.delete(at)
      return null
    } finally {
      writing--
    }
  }
  const piece = (at: number): Promise<Piece | null> => {
    const stretch = stretches[at]
    if (!stretch) return Promise.resolve(null)
    const known = held.get(at)
    if (known) return known
    const promised = made(at, stretch)
    held.set(at, promised)
    return promised
  }

  return {
    sampleRate,
    lengthFrames: (stretches.at(-1)?.toFrame ?? 0) - firstFrame,
    async read(startFrame, frames) {
      const frame = firstFrame + startFrame
      const at = stretches.findIndex(({ toFrame }) => frame < toFrame)
      for (const other of held.keys()) if (other !== at && other !== at + 1) held.delete(other)
      const [stretch, found] = [stretches[at], await piece(at)]
      if (!stretch || !found) return null
      // Nobody waits for the next one yet: it must not push away what somebody does wait for.
      if (writing === 0) void piece(at + 1)
      const count = Math.min(frames, stretch.toFrame - frame)
      const from = found.dataAt + (frame - stretch.fromFrame) * FRAME_BYTES
      return stereoOf(await found.file.slice(from, from + count * FRAME_BYTES).arrayBuffer())
    },
  }
}

/** Where the samples of a WAV file begin; null: nowhere. */
const dataOffset = async (file: Blob): Promise<number | null> => {
  const head = new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer())
  // RIFF, its size and WAVE; then chunks, padded to an even size.
  for (let at = 12; at + 8 <= head.byteLength; ) {
    if (head.getUint32(at) === DATA) return at + 8
    const size = head.getUint32(at + 4, true)
    at += 8 + size + (size & 1)
  }
  return null
}

/** "data" */
const DATA = 0x64617461

const stereoOf = (bytes: ArrayBuffer): StereoFrames => {
  const view = new DataView(bytes)
  const count = Math.floor(bytes.byteLength / FRAME_BYTES)
  const channels = [new Float32Array(count), new Float32Array(count)] as const
  for (const [channel, out] of channels.entries())
    for (let frame = 0; frame < count; frame++) {
      const at = frame * FRAME_BYTES + 3 * channel
      out[frame] = ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / FULL_SCALE
    }
  return channels
}
