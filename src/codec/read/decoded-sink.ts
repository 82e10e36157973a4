import type { ByteSource } from '../../core/byte-source'
import { type Outcome, ok } from '../../core/outcome'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader, PcmSink } from '../../core/pcm-store'
import type { DecodeRemark, TrackFacts } from '../../core/track-facts'
import { type Fold, foldFor, foldRemarks } from './channels/fold'
import { type Speakers, usualSpeakers } from './channels/speakers'
import { refuseLength } from './limits'
import { appendTo } from './read-failure'
import type { OpenedAudio, OpenServices } from './services'

/**
 * A gap longer than this is none, s: the position behind it is what was damaged. Positions of 64 bits tell of gaps that no host has room for.
 */
const LONGEST_GAP_S = 3600

export interface DecodedShape {
  readonly sampleRate: number
  readonly channelCount: number
  /** What the channels are, of more than two; the usual ones by default. */
  readonly speakers?: Speakers | undefined
  /** Frames to drop at the start (encoder delay). */
  readonly skipFrames?: number
  /** Frames to keep at most; the rest is the encoder's padding. */
  readonly keepFrames?: number
}

/** Where decoded frames go, whatever they are kept in. */
export interface FrameSink {
  readonly lengthFrames: number
  append(planes: readonly Float32Array[], frames: number): void
  skip(frames: number): void
  keepUntil(lengthFrames: number): void
  silence(frames: number): void
}

/**
 * Takes what decoders give, block by block: trims delay and padding, mends samples that are not finite, puts silence
 * where damage was, and becomes stereo when the sound does.
 */
export class DecodedSink<Sink extends PcmSink> implements FrameSink {
  store: Sink
  private readonly services: OpenServices<Sink>
  private notFiniteCount = 0
  private skipFrames: number
  private keepFrames: number
  private damage: { atFrame: number; frames: number; spots: number } | null = null
  private readonly remarks: DecodeRemark[] = []
  private fold: Fold | null

  constructor(services: OpenServices<Sink>, shape: DecodedShape) {
    this.services = services
    this.fold = foldFor(
      shape.speakers ?? usualSpeakers(shape.channelCount),
      services.channels ?? null,
    )
    this.store = services.newStore(
      shape.sampleRate,
      Math.min(2, shape.channelCount),
      shape.keepFrames,
    )
    this.skipFrames = shape.skipFrames ?? 0
    this.keepFrames = shape.keepFrames ?? Number.POSITIVE_INFINITY
  }

  get lengthFrames(): number {
    return this.store.lengthFrames
  }

  /**
   * Appends `frames` frames; planes beyond the store's channels are ignored, a single one goes to both of a stereo
   * store. May change `planes`.
   */
  append(planes: readonly Float32Array[], frames: number): void {
    const from = Math.min(this.skipFrames, frames)
    this.skipFrames -= from
    const to = Math.min(frames, from + this.keepFrames - this.store.lengthFrames)
    if (to <= from) return
    const parts = planes.map((plane) => plane.subarray(from, to))
    for (const plane of parts) this.notFiniteCount += mend(plane)
    const block = this.fold
      ? this.fold.apply(parts, to - from)
      : parts.slice(0, this.store.channelCount)
    const [first] = block
    if (first && block.length < this.store.channelCount) block.push(first)
    appendTo(this.store, block, to - from)
  }

  /** The channels that come from here on: those of the next part of a chained file. */
  takeFrom(speakers: Speakers): void {
    this.fold = foldFor(speakers, this.services.channels ?? null)
    if (speakers.length > 1) this.widen()
  }

  /** Drops the next frames: the delay of a part that begins here. */
  skip(frames: number): void {
    this.skipFrames = frames
  }

  /** The length at which to stop. */
  keepUntil(lengthFrames: number): void {
    this.keepFrames = lengthFrames
  }

  /** Becomes stereo, what is there already in both channels. A store that cannot be read back stays mono. */
  widen(): void {
    const mono = this.store
    if (mono.channelCount > 1 || !canBeRead(mono)) return
    this.store = this.services.newStore(mono.sampleRate, 2)
    const block = new Float32Array(BLOCK_FRAMES)
    for (let at = 0; at < mono.lengthFrames; at += BLOCK_FRAMES) {
      const frames = mono.read(at, [block], BLOCK_FRAMES)
      appendTo(this.store, [block, block], frames)
    }
  }

  /** Audio that could not be read and is silent now; left out where there cannot have been so much. */
  silence(gapFrames: number): void {
    if (gapFrames <= 0) return
    const { lengthFrames: atFrame, sampleRate } = this.store
    const frames = gapFrames > LONGEST_GAP_S * sampleRate ? 0 : gapFrames
    const { damage } = this
    if (damage) {
      damage.frames += frames
      damage.spots++
    } else this.damage = { atFrame, frames, spots: 1 }
    const silent = new Float32Array(BLOCK_FRAMES)
    for (let left = frames; left > 0; left -= BLOCK_FRAMES)
      this.append([silent], Math.min(left, BLOCK_FRAMES))
  }

  remark(remark: DecodeRemark): void {
    this.remarks.push(remark)
  }

  /** The opened file; `expectedFrames` is what its header promised, null when nothing. */
  finish(
    source: ByteSource,
    facts: Pick<TrackFacts, 'container' | 'codec' | 'bitDepth' | 'tags'>,
    expectedFrames: number | null,
  ): Outcome<OpenedAudio<Sink>> {
    const { sampleRate, channelCount, lengthFrames } = this.store
    const refused = refuseLength(lengthFrames, sampleRate, channelCount, this.services)
    if (refused) return refused
    const remarks = [...foldRemarks(this.fold), ...this.remarks]
    const missingFrames = (expectedFrames ?? 0) - lengthFrames
    if (this.damage) remarks.push({ kind: 'damaged', ...this.damage })
    if (missingFrames > 0) remarks.push({ kind: 'truncated', missingFrames })
    if (this.notFiniteCount > 0) remarks.push({ kind: 'not-finite', count: this.notFiniteCount })
    const { name, sizeBytes } = source
    const shape = { sampleRate, channelCount, lengthFrames }
    return ok({ store: this.store, facts: { name, sizeBytes, ...facts, ...shape, remarks } })
  }
}

const canBeRead = <Sink extends PcmSink>(store: Sink): store is Sink & PcmReader => 'read' in store

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
