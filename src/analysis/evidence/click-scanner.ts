import type { KernelScope, Kernels, Region } from '../../dsp/kernels'

/** Samples that are looked at together: about a millisecond. */
const GROUP = 64
/** So many groups on either side, less the nearest, have to be quiet. */
const REACH = 8
const NEAREST = 1
/** A click bends the waveform so many times more than anything around it … */
const LEAST_RATIO = 2.8
/** … and enough to be heard. */
const LEAST_BEND = 0.003
/** The clearest are looked into, so many at least and so many a second; of the rest so many are remembered at most. */
const FEWEST_CANDIDATES = 12
const CANDIDATES_A_SECOND = 0.2
const MOST_REMEMBERED = 10_000

/** Where a click may be. */
export interface Candidate {
  readonly channel: number
  /** First frame of the group. */
  readonly frame: number
  readonly frames: number
  /** By how much it bends more than what lies around it. */
  readonly ratio: number
}

/** Groups of the blocks before that those of a block are compared with. */
const KEPT = 2 * REACH

/** Finds places that bend far more than what lies around them, block after block. Memory belongs to `scope`. */
export class ClickScanner {
  private readonly kernels: Kernels
  /** Per channel how far its last groups bend: of those kept, and behind them of those of a block. */
  private readonly channels: readonly Region<Float32Array>[]
  /** First frame and length of each. */
  private readonly starts: Float64Array
  private readonly lengths: Int32Array
  private readonly found: Candidate[] = []

  /** `mostFrames`: of a block. */
  constructor(kernels: Kernels, scope: KernelScope, channelCount: number, mostFrames: number) {
    this.kernels = kernels
    const groups = KEPT + Math.ceil(mostFrames / GROUP)
    this.channels = Array.from({ length: channelCount }, () => {
      const bends = scope.f32(groups)
      // Nothing is known of what lies before: nothing there is quiet.
      bends.view.fill(Number.POSITIVE_INFINITY)
      return bends
    })
    this.starts = new Float64Array(groups)
    this.lengths = new Int32Array(groups)
  }

  /** Takes the block that begins at `startFrame`. `pointers`: one address per channel, with a sample around it. */
  take(pointers: readonly number[], startFrame: number, frames: number): void {
    const { starts, lengths } = this
    const count = Math.ceil(frames / GROUP)
    for (let k = 0; k < count; k++) {
      starts[KEPT + k] = startFrame + k * GROUP
      lengths[KEPT + k] = Math.min(GROUP, frames - k * GROUP)
    }
    for (let channel = 0; channel < this.channels.length; channel++) {
      const bends = this.channels[channel]
      if (!bends) continue
      const { view, pointer } = bends
      const { call } = this.kernels
      call.largestBends(pointers[channel] ?? 0, frames, GROUP, pointer + KEPT * 4)
      const end = count + REACH
      const next = (from: number): number =>
        call.nextStandingOut(pointer, from, end, LEAST_BEND, LEAST_RATIO, REACH)
      for (let middle = next(REACH); middle < end; middle = next(middle + 1)) {
        if (this.found.length >= MOST_REMEMBERED) break
        const ratio = ratioAt(view, middle)
        const frame = starts[middle] ?? 0
        this.found.push({ channel, frame, frames: lengths[middle] ?? 0, ratio })
      }
      view.copyWithin(0, count, count + KEPT)
    }
    starts.copyWithin(0, count, count + KEPT)
    lengths.copyWithin(0, count, count + KEPT)
  }

  /** The clearest candidates that begin between two frames, in order of time. */
  between(startFrame: number, endFrame: number, sampleRate: number): readonly Candidate[] {
    const seconds = (endFrame - startFrame) / sampleRate
    const most = Math.max(FEWEST_CANDIDATES, Math.ceil(seconds * CANDIDATES_A_SECOND))
    return this.found
      .filter(({ frame }) => frame >= startFrame && frame < endFrame)
      .toSorted((a, b) => b.ratio - a.ratio)
      .slice(0, most)
      .toSorted((a, b) => a.frame - b.frame)
  }
}

/** By how much a group bends more than those around it. */
const ratioAt = (bends: Float32Array, middle: number): number => {
  const bend = bends[middle] ?? 0
  let around = bend / 1000
  for (let k = middle - REACH; k <= middle + REACH; k++)
    if (Math.abs(k - middle) > NEAREST) around = Math.max(around, bends[k] ?? 0)
  return bend / around
}
