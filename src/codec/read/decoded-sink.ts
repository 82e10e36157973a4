import type { ByteSource } from '../../core/byte-source'
import { type Outcome, ok } from '../../core/outcome'
import type { PcmSink } from '../../core/pcm-store'
import type { DecodeRemark, TrackFacts } from '../../core/track-facts'
import { refuseLength } from './limits'
import { appendTo } from './read-failure'
import type { OpenedAudio, OpenServices } from './services'

export interface DecodedShape {
  readonly sampleRate: number
  readonly channelCount: number
  /** Frames to drop at the start (encoder delay). */
  readonly skipFrames?: number
  /** Frames to keep at most; the rest is the encoder's padding. */
  readonly keepFrames?: number
}

/** Takes what a decoder gives, block by block: trims delay and padding, mends samples that are not finite. */
export class DecodedSink<Sink extends PcmSink> {
  readonly store: Sink
  private notFiniteCount = 0
  private skipFrames: number
  private readonly keepFrames: number

  constructor(services: OpenServices<Sink>, shape: DecodedShape) {
    this.store = services.newStore(shape.sampleRate, shape.channelCount)
    this.skipFrames = shape.skipFrames ?? 0
    this.keepFrames = shape.keepFrames ?? Number.POSITIVE_INFINITY
  }

  /** Appends `frames` frames; planes beyond the store's channels are ignored. May change `planes`. */
  append(planes: readonly Float32Array[], frames: number): void {
    const from = Math.min(this.skipFrames, frames)
    this.skipFrames -= from
    const to = Math.min(frames, from + this.keepFrames - this.store.lengthFrames)
    if (to <= from) return
    const block = planes.slice(0, this.store.channelCount).map((plane) => plane.subarray(from, to))
    for (const plane of block) this.notFiniteCount += mend(plane)
    appendTo(this.store, block, to - from)
  }

  /** The opened file; `expectedFrames` is what its header promised, null when nothing. */
  finish(
    source: ByteSource,
    facts: Pick<TrackFacts, 'container' | 'codec' | 'bitDepth' | 'tags'>,
    expectedFrames: number | null,
  ): Outcome<OpenedAudio<Sink>> {
    const { sampleRate, channelCount, lengthFrames } = this.store
    const refused = refuseLength(lengthFrames, channelCount)
    if (refused) return refused
    const remarks: DecodeRemark[] = []
    const missingFrames = (expectedFrames ?? 0) - lengthFrames
    if (missingFrames > 0) remarks.push({ kind: 'truncated', missingFrames })
    if (this.notFiniteCount > 0) remarks.push({ kind: 'not-finite', count: this.notFiniteCount })
    const { name, sizeBytes } = source
    const shape = { sampleRate, channelCount, lengthFrames }
    return ok({ store: this.store, facts: { name, sizeBytes, ...facts, ...shape, remarks } })
  }
}

const mend = (plane: Float32Array): number => {
  let count = 0
  for (let i = 0; i < plane.length; i++) {
    if (!Number.isFinite(plane[i])) {
      plane[i] = 0
      count++
    }
  }
  return count
}
