import { assert } from '../core/assert'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { KWeightFilter } from '../dsp/loudness-filter'
import type { Loudness } from './analysis'
import { hopStart, LoudnessWindows } from './loudness-windows'

/** Tech 3342: silence appended to a file before its loudness range is taken. */
const RANGE_PADDING_HOPS = 150
/** Frames of silence filtered at a time. */
const SILENCE_FRAMES = 1024

export interface LoudnessMeterOptions {
  /** G of each channel (BS.1770-5 table 3): 1 for L, R, C and mono, 1.41 for surrounds, 0 for LFE. Default: all 1. */
  readonly weights?: readonly number[]
  /** Called after every hop of 10 ms. */
  readonly onHop?: (windows: LoudnessWindows) => void
}

/** Loudness to BS.1770-5 and EBU Mode of audio in kernel memory, block after block. */
export class LoudnessMeter {
  private readonly sampleRate: number
  private readonly pairs: readonly Pair[]
  private readonly silence: Region<Float32Array>
  private readonly windows: LoudnessWindows
  private readonly onHop: ((windows: LoudnessWindows) => void) | undefined
  private position = 0

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    sampleRate: number,
    channelCount: number,
    options: LoudnessMeterOptions = {},
  ) {
    this.sampleRate = sampleRate
    this.windows = new LoudnessWindows(sampleRate)
    this.silence = scope.f32(SILENCE_FRAMES)
    this.onHop = options.onHop
    const weights = options.weights ?? Array<number>(channelCount).fill(1)
    assert(weights.length === channelCount, 'loudness: one weight per channel')
    const pairs: Pair[] = []
    for (let left = 0; left < channelCount; left += 2) {
      // A channel without a partner is filtered as both; the copy weighs nothing.
      const right = Math.min(left + 1, channelCount - 1)
      pairs.push({
        left,
        right,
        leftWeight: weights[left] ?? 0,
        rightWeight: right > left ? (weights[right] ?? 0) : 0,
        filter: new KWeightFilter(kernels, scope, sampleRate),
      })
    }
    this.pairs = pairs
  }

  /** Measures on. `pointers`: one address per channel. */
  process(pointers: readonly number[], frames: number): void {
    this.filter(pointers, frames, (energy) => {
      this.windows.push(energy)
      this.onHop?.(this.windows)
    })
  }

  /** The result. Ends the measurement: silence has been appended for the loudness range. */
  finish(): Loudness {
    const audioHops = this.windows.hopCount
    const pointers = this.pairs.flatMap(() => [this.silence.pointer, this.silence.pointer])
    const end = hopStart(audioHops + RANGE_PADDING_HOPS, this.sampleRate)
    while (this.position < end)
      this.filter(pointers, Math.min(SILENCE_FRAMES, end - this.position), (energy) =>
        this.windows.pushPadding(energy),
      )
    return this.windows.summary(audioHops)
  }

  private filter(
    pointers: readonly number[],
    frames: number,
    onEnergy: (energy: number) => void,
  ): void {
    for (let done = 0; done < frames; ) {
      const hopEnd = hopStart(this.windows.hopCount + 1, this.sampleRate)
      const count = Math.min(frames - done, hopEnd - this.position)
      for (const { left, right, filter } of this.pairs)
        filter.run((pointers[left] ?? 0) + done * 4, (pointers[right] ?? 0) + done * 4, count)
      done += count
      this.position += count
      if (this.position < hopEnd) continue
      let energy = 0
      for (const { filter, leftWeight, rightWeight } of this.pairs)
        energy += filter.take(leftWeight, rightWeight)
      onEnergy(energy)
    }
  }
}

interface Pair {
  readonly left: number
  readonly right: number
  readonly leftWeight: number
  readonly rightWeight: number
  readonly filter: KWeightFilter
}
