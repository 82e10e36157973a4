import { BLOCK_FRAMES } from '../../../core/pcm'
import type { KernelScope, Region } from '../../../dsp/kernels'
import { ClickMender, MENDING_CONTEXT } from '../../../dsp/restoration/click-mender'
import type { Block, ModuleContext } from '../../descriptor'
import type { DamagedPlace } from '../../places'

/** Blocks that are written side by side before what is still needed moves to the front. */
const BLOCKS_IN_LINE = 8

interface Settings {
  /** In order of time. */
  readonly places: readonly DamagedPlace[]
  /** 0…1: from as it was to mended. */
  readonly share: number
  /** Of a place. */
  readonly mostFrames: number
}

/** One channel: what was heard, and the place that was mended last. */
interface Line {
  readonly letter: 'L' | 'R'
  readonly heard: Region<Float32Array>
  readonly mended: Region<Float32Array>
  /** Index of the place in `mended`; −1: none. */
  place: number
  isMended: boolean
}

/**
 * Lets audio pass late, the frames of the places written anew on the way. Each is worked out from the audio as it came, from
 * MENDING_CONTEXT frames ahead of it to as many behind, when its first frame goes out: the same for any blocking, and wherever in
 * the track it began, so long as that was no later than the first of those frames. A place closer to either end of the
 * track, or nearer behind the start, stays as it is.
 */
export class Declicker {
  private readonly context: ModuleContext
  private readonly settings: Settings
  private readonly mender: ClickMender
  private readonly lines: readonly Line[]
  private readonly latencyFrames: number
  /** Frames in front of the next block that are still needed. */
  private readonly history: number
  private readonly room: number
  /** Where the next block goes in each line. */
  private cursor: number

  constructor(scope: KernelScope, context: ModuleContext, settings: Settings) {
    const { mostFrames } = settings
    this.context = context
    this.settings = settings
    this.mender = new ClickMender(mostFrames)
    this.latencyFrames = MENDING_CONTEXT + mostFrames
    this.history = MENDING_CONTEXT + mostFrames + this.latencyFrames
    this.room = this.history + BLOCKS_IN_LINE * BLOCK_FRAMES
    this.cursor = this.history
    const letters = ['L', 'R'] as const
    this.lines = letters.slice(0, context.channelCount).map((letter) => ({
      letter,
      heard: scope.f32(this.room),
      mended: scope.f32(mostFrames),
      place: -1,
      isMended: false,
    }))
  }

  process({ pointers, frames, position, trackFrame }: Block): void {
    const { lines, cursor, latencyFrames, context } = this
    const { call } = context.kernels
    const { places } = this.settings
    const heardFrom = trackFrame - position
    /** Frame of the track that goes out first. */
    const at = trackFrame - context.delayFrames - latencyFrames
    for (let c = 0; c < lines.length; c++) {
      const line = lines[c] as Line
      const pointer = pointers[c] as number
      const { pointer: heard } = line.heard
      call.copyFrames(pointer, heard + 4 * cursor, frames)
      call.copyFrames(heard + 4 * (cursor - latencyFrames), pointer, frames)
      for (let index = 0; index < places.length; index++) {
        const place = places[index] as DamagedPlace
        const first = Math.max(at, place.frame)
        const end = Math.min(at + frames, place.frame + place.frames)
        if (first >= end || !place.channels.includes(line.letter)) continue
        if (line.place !== index) {
          line.place = index
          line.isMended = this.mend(
            line,
            place,
            cursor - latencyFrames + place.frame - at,
            heardFrom,
          )
        }
        if (line.isMended)
          call.copyFrames(
            line.mended.pointer + 4 * (first - place.frame),
            pointer + 4 * (first - at),
            end - first,
          )
      }
    }
    this.advance(frames)
  }

  reset(): void {
    this.cursor = this.history
    for (const line of this.lines) {
      line.heard.view.fill(0, 0, this.history)
      line.place = -1
    }
  }

  /** Works out a place whose first frame lies at `index` of the line. False where it stays as it is. */
  private mend(
    { heard, mended }: Line,
    { frame, frames }: DamagedPlace,
    index: number,
    heardFrom: number,
  ): boolean {
    const { mender } = this
    const { share } = this.settings
    const first = frame - MENDING_CONTEXT
    if (first < heardFrom || frame + frames + MENDING_CONTEXT > this.context.lengthFrames)
      return false
    const { view } = heard
    const from = index - MENDING_CONTEXT
    for (let k = 0; k < frames + 2 * MENDING_CONTEXT; k++)
      mender.window[k] = view[from + k] as number
    if (!mender.mend(frames)) return false
    for (let k = 0; k < frames; k++)
      mended.view[k] =
        share * (mender.window[MENDING_CONTEXT + k] as number) +
        (1 - share) * (view[index + k] as number)
    return true
  }

  /** Makes room for the next block. */
  private advance(frames: number): void {
    this.cursor += frames
    if (this.cursor + BLOCK_FRAMES <= this.room) return
    const from = this.cursor - this.history
    for (const { heard } of this.lines) heard.view.copyWithin(0, from, this.cursor)
    this.cursor = this.history
  }
}
