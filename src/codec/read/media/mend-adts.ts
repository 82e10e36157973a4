import type { ByteSource } from '../../../core/byte-source'
import type { JobContext } from '../../../core/job'
import { readView } from '../byte-view'
import { adtsFrameBytes } from './adts'
import { patched } from './patched-source'

const HEAD_BYTES = 7
const WINDOW_BYTES = 1 << 16
/** Of one stretch of damage: about a minute. Who has lost more has lost the rest. */
const MOST_LOST_BYTES = 1 << 20
const LONGEST_FRAME_BYTES = 0x1fff
/** Syntactic elements at the begin of a frame (ISO 14496-3, 4.5.2.1): one that these channels do not have. */
const ONE_CHANNEL = 0x00
const TWO_CHANNELS = 0x20

interface Stretch {
  readonly from: number
  readonly to: number
}

/** The heads of a file, by windows that are read as they are needed. */
class Heads {
  private view: DataView = new DataView(new ArrayBuffer(0))
  private from = 0
  private readonly source: ByteSource
  private readonly kind: number

  constructor(source: ByteSource, kind: number) {
    this.source = source
    this.kind = kind
  }

  /** Bytes of the frame at `at`, of the stream's own kind; null where none begins. */
  async frameBytes(at: number): Promise<number | null> {
    if (at < this.from || at + HEAD_BYTES > this.from + this.view.byteLength) {
      this.from = at
      this.view = await readView(this.source, at, WINDOW_BYTES)
    }
    const bytes = adtsFrameBytes(this.view, at - this.from)
    return bytes !== null && kindOf(this.view, at - this.from) === this.kind ? bytes : null
  }

  /** The same, where another frame or the end of the file follows it. */
  async soundFrameBytes(at: number): Promise<number | null> {
    const bytes = await this.frameBytes(at)
    if (bytes === null) return null
    const next = at + bytes
    return next + HEAD_BYTES > this.source.sizeBytes || (await this.frameBytes(next)) !== null
      ? bytes
      : null
  }
}

/** What all frames of a stream have in common: profile, rate, channels. */
const kindOf = (view: DataView, at: number): number =>
  (view.getUint8(at + 1) << 16) |
  ((view.getUint8(at + 2) & 0xfd) << 8) |
  (view.getUint8(at + 3) & 0xc0)

/**
 * A damaged stream of ADTS frames (ISO 13818-7, 6.2) as one that can be followed to its end: each stretch between two sound
 * frames is given as many frames as fit in by the others' size, which no decoder takes. So what is behind the damage is
 * found, about where it was. A sound file is answered as it is. Reads all of it once, in windows.
 */
export const mendedAdts = async (source: ByteSource, job: JobContext): Promise<ByteSource> => {
  const head = await readView(source, 0, HEAD_BYTES)
  if (adtsFrameBytes(head, 0) === null) return source
  const heads = new Heads(source, kindOf(head, 0))
  const stretches: Stretch[] = []
  let [at, frames, soundBytes] = [0, 0, 0]
  while (at + HEAD_BYTES <= source.sizeBytes) {
    const bytes = await heads.soundFrameBytes(at)
    if (bytes !== null) {
      at += bytes
      frames++
      soundBytes += bytes
    } else {
      const to = await nextFrame(heads, source, at + 1)
      if (to === null) break
      stretches.push({ from: at, to })
      at = to
    }
    const pause = frames % 1024 === 0 ? job.checkpoint() : undefined
    if (pause) await pause
  }
  if (stretches.length === 0 || frames === 0) return source
  return patched(
    source,
    stretches.map((stretch) => ({
      at: stretch.from,
      bytes: filler(head, stretch.to - stretch.from, soundBytes / frames),
    })),
  )
}

const nextFrame = async (
  heads: Heads,
  source: ByteSource,
  from: number,
): Promise<number | null> => {
  const end = Math.min(source.sizeBytes - HEAD_BYTES, from + MOST_LOST_BYTES)
  for (let at = from; at <= end; at++) if ((await heads.soundFrameBytes(at)) !== null) return at
  return null
}

/** `length` bytes of frames that hold nothing. */
const filler = (head: DataView, length: number, meanBytes: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  const least = Math.ceil(length / LONGEST_FRAME_BYTES)
  const most = Math.max(1, Math.floor(length / (HEAD_BYTES + 1)))
  const count = Math.min(most, Math.max(1, least, Math.round(length / meanBytes)))
  const channels = ((head.getUint8(2) & 1) << 2) | (head.getUint8(3) >> 6)
  for (let frame = 0; frame < count; frame++) {
    const from = Math.floor((frame * length) / count)
    const size = Math.floor(((frame + 1) * length) / count) - from
    bytes[from] = 0xff
    // No checksum.
    bytes[from + 1] = head.getUint8(1) | 1
    bytes[from + 2] = head.getUint8(2)
    bytes[from + 3] = (head.getUint8(3) & 0xfc) | (size >> 11)
    bytes[from + 4] = (size >> 3) & 0xff
    bytes[from + 5] = ((size & 7) << 5) | 0x1f
    bytes[from + 6] = 0xfc
    if (size > HEAD_BYTES) bytes[from + HEAD_BYTES] = channels === 1 ? TWO_CHANNELS : ONE_CHANNEL
  }
  return bytes
}
