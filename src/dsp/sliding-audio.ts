import { assert } from '../core/assert'
import type { PcmReader } from '../core/pcm-store'
import type { KernelScope, Region } from './kernels'

/** Frames read at a time: enough that reading costs little, few enough for the processor's own memory. */
const STEP_FRAMES = 16_384

export interface SlidingReach {
  /** Frames in front of a stretch that are there as well … */
  readonly before: number
  /** … and behind it. */
  readonly behind: number
  /** Of a stretch, at most; of all that are looked at in turn, the earliest begins at most so far before the latest ends. */
  readonly longest: number
}

/**
 * A stretch of a track in kernel memory that slides along it, so that several meters can work on the same copy of the audio
 * with blocks of their own. Outside of the track is silence. Only ever forwards; nothing is allocated on the way.
 */
export class SlidingAudio {
  private readonly reader: PcmReader
  private readonly regions: readonly Region<Float32Array>[]
  private readonly fresh: readonly Float32Array[]
  private readonly before: number
  private readonly behind: number
  private readonly kept: number
  /** First frame in memory. */
  private base: number

  /** `fromFrame`: of the first stretch. Memory belongs to `scope`. */
  constructor(reader: PcmReader, scope: KernelScope, fromFrame: number, reach: SlidingReach) {
    this.reader = reader
    this.before = reach.before
    this.behind = reach.behind
    this.kept = reach.before + reach.longest + reach.behind
    const room = this.kept + STEP_FRAMES
    this.regions = Array.from({ length: reader.channelCount }, () => scope.f32(room))
    this.fresh = this.regions.map(({ view }) => view.subarray(this.kept))
    // What lies before the first stretch is read as what a step keeps.
    this.base = fromFrame - reach.before
    const skip = Math.max(0, -this.base)
    const from = this.base + skip
    const whole = this.regions.map(({ view }) => view.subarray(skip))
    this.silence(skip + reader.read(from, whole, room - skip))
  }

  /** Fills `pointers` with the address of frame `from` of each channel, up to frame `to` and what lies around being there. */
  at(from: number, to: number, pointers: number[]): void {
    while (to + this.behind > this.base + this.kept + STEP_FRAMES) this.step()
    assert(from - this.before >= this.base, 'sliding audio: it only goes forwards')
    const offset = (from - this.base) * 4
    for (let channel = 0; channel < this.regions.length; channel++)
      pointers[channel] = (this.regions[channel]?.pointer ?? 0) + offset
  }

  private step(): void {
    const start = this.base + STEP_FRAMES + this.kept
    for (let channel = 0; channel < this.regions.length; channel++)
      this.regions[channel]?.view.copyWithin(0, STEP_FRAMES)
    this.base += STEP_FRAMES
    this.silence(this.kept + Math.max(0, this.reader.read(start, this.fresh, STEP_FRAMES)))
  }

  private silence(from: number): void {
    if (from < this.kept + STEP_FRAMES) for (const { view } of this.regions) view.fill(0, from)
  }
}
