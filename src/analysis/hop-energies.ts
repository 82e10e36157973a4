import { assert } from '../core/assert'
import { KWeightFilter } from '../dsp/filters/loudness-filter'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { HOPS_PER_SECOND, hopAt, hopStart } from './loudness-windows'

/** Filtered by one call, at most. */
const HOPS_AT_ONCE = 16

/** Takes the weighted sum of K-weighted squares of a finished hop of 10 ms. */
export type OnEnergy = (energy: number, hop: number) => void

/** K-weighted energy of every hop of 10 ms of audio in kernel memory, block after block. */
export class HopEnergies {
  private readonly sampleRate: number
  private readonly pairs: readonly Pair[]
  /** Of every hop; not whole where 10 ms is not. */
  private readonly hopFrames: number
  private position: number
  private hop: number

  /**
   * `weights`: G of each channel. `startFrame`: the frame that the first one given is; the hop that it
   * lies in is reported with what was given of it.
   */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    sampleRate: number,
    channelCount: number,
    weights: readonly number[] = Array<number>(channelCount).fill(1),
    startFrame = 0,
  ) {
    assert(weights.length === channelCount, 'loudness: one weight per channel')
    this.sampleRate = sampleRate
    this.hopFrames = sampleRate / HOPS_PER_SECOND
    this.position = startFrame
    this.hop = hopAt(startFrame, sampleRate)
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
        sums: scope.f64(2 * HOPS_AT_ONCE),
      })
    }
    this.pairs = pairs
  }

  /** Frames given, counted from the start of the audio. */
  get endFrame(): number {
    return this.position
  }

  /** Hops finished, counted from the start of the audio. */
  get hopCount(): number {
    return this.hop
  }

  /** Filters on. `pointers`: one address per channel. */
  process(pointers: readonly number[], frames: number, onEnergy: OnEnergy): void {
    for (let done = 0; done < frames; ) {
      const hops = this.wholeHops(frames - done)
      if (hops > 0) {
        this.processHops(pointers, done, hops, onEnergy)
        done += hops * this.hopFrames
        continue
      }
      const hopEnd = hopStart(this.hop + 1, this.sampleRate)
      const count = Math.min(frames - done, hopEnd - this.position)
      for (const { left, right, filter } of this.pairs)
        filter.run((pointers[left] ?? 0) + done * 4, (pointers[right] ?? 0) + done * 4, count)
      done += count
      this.position += count
      if (this.position < hopEnd) continue
      let energy = 0
      for (const { filter, leftWeight, rightWeight } of this.pairs)
        energy += filter.take(leftWeight, rightWeight)
      onEnergy(energy, this.hop++)
    }
  }

  /** Hops that begin now and end within so many frames, if all are of one length. */
  private wholeHops(frames: number): number {
    const { hopFrames } = this
    const isWhole = Number.isInteger(hopFrames) && this.position === this.hop * hopFrames
    return isWhole ? Math.min(HOPS_AT_ONCE, Math.floor(frames / hopFrames)) : 0
  }

  private processHops(
    pointers: readonly number[],
    done: number,
    hops: number,
    onEnergy: OnEnergy,
  ): void {
    const { pairs, hopFrames } = this
    for (const { left, right, filter, sums } of pairs) {
      const from = (channel: number): number => (pointers[channel] ?? 0) + done * 4
      filter.runHops(from(left), from(right), hops, hopFrames, sums.pointer)
    }
    this.position += hops * hopFrames
    for (let k = 0; k < hops; k++) {
      let energy = 0
      for (const { leftWeight, rightWeight, sums } of pairs)
        energy += leftWeight * (sums.view[2 * k] ?? 0) + rightWeight * (sums.view[2 * k + 1] ?? 0)
      onEnergy(energy, this.hop++)
    }
  }
}

interface Pair {
  readonly left: number
  readonly right: number
  readonly leftWeight: number
  readonly rightWeight: number
  readonly filter: KWeightFilter
  /** Of the hops of one call: Σ left², Σ right². */
  readonly sums: Region<Float64Array>
}
