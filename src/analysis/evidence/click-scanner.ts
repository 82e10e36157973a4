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

interface Group {
  readonly frame: number
  readonly frames: number
  readonly bend: number
}

/** Finds places that bend far more than what lies around them, block after block. Memory belongs to `scope`. */
export class ClickScanner {
  private readonly kernels: Kernels
  private readonly bends: Region<Float32Array>
  /** The last groups of each channel. */
  private readonly groups: Group[][]
  private readonly found: Candidate[] = []

  /** `mostFrames`: of a block. */
  constructor(kernels: Kernels, scope: KernelScope, channelCount: number, mostFrames: number) {
    this.kernels = kernels
    this.bends = scope.f32(Math.ceil(mostFrames / GROUP))
    this.groups = Array.from({ length: channelCount }, () => [])
  }

  /** Takes the block that begins at `startFrame`. `pointers`: one address per channel, with a sample around it. */
  take(pointers: readonly number[], startFrame: number, frames: number): void {
    const { pointer: to, view } = this.bends
    for (const [channel, pointer] of pointers.entries()) {
      const count = this.kernels.call.largestBends(pointer, frames, GROUP, to)
      for (let k = 0; k < count; k++) {
        const frame = startFrame + k * GROUP
        const bend = view[k] ?? 0
        this.push(channel, { frame, frames: Math.min(GROUP, startFrame + frames - frame), bend })
      }
    }
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

  private push(channel: number, group: Group): void {
    const groups = this.groups[channel] ?? []
    groups.push(group)
    if (groups.length <= 2 * REACH + 1) return
    groups.shift()
    const middle = groups[REACH]
    if (!middle || middle.bend < LEAST_BEND || this.found.length >= MOST_REMEMBERED) return
    let around = middle.bend / 1000
    for (const [k, { bend }] of groups.entries()) {
      if (Math.abs(k - REACH) > NEAREST) around = Math.max(around, bend)
      // Of neighbours the first that bends most.
      else if (k < REACH ? bend > middle.bend : k > REACH && bend >= middle.bend) return
    }
    const ratio = middle.bend / around
    if (ratio < LEAST_RATIO) return
    this.found.push({ channel, frame: middle.frame, frames: middle.frames, ratio })
  }
}
