import { BLOCK_FRAMES } from '../core/pcm'
import { BlockGatherer } from '../dsp/block-gatherer'
import { KWeightFilter } from '../dsp/filters/loudness-filter'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { TruePeakScanner } from '../dsp/meters/true-peak'
import { METER_SHAPE } from '../dsp/resampling/interpolator'
import { type HopValues, hopFrames, PEAK_BLUR_FRAMES } from './envelope'

/**
 * Peaks below this share of the loudest so far (−6.9 dB) are noted as 0: no landing takes more than
 * 6 dB off the loudest peak, so none of them is ever limited, and the kernel skips nearly all of them.
 */
export const PEAK_FLOOR = 0.45

/** Frames that are looked at together first: whole runs of the scanner. */
const LOOK_FRAMES = 512

export interface EnvelopeMeterOptions {
  /** Measure peaks too; else they stay 0. */
  readonly peaks: boolean
  /** Only these hops; absent = all. */
  readonly hops?: HopRange
  /** Frame that the first frame pushed is, in front of the segment by enough for the K filter. Default 0. */
  readonly startFrame?: number
}

/** Hops `first` … `end` − 1. */
export interface HopRange {
  readonly first: number
  readonly end: number
}

/**
 * Gathers an {@link Envelope}, or a segment of one: `push` blocks of any size, `finish` once, `release`. Any
 * blocking gives the same numbers. Of a segment the values begin at its first hop, and peaks need 128 frames behind it.
 */
export class EnvelopeMeter {
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly scanner: TruePeakScanner | null
  private readonly filter: KWeightFilter
  private readonly tailFrames: number
  private readonly values: HopValues
  /** Of the hops of a block. */
  private readonly sums: Region<Float64Array>
  private readonly hopFrames: number
  private readonly rightWeight: number
  private readonly lengthFrames: number
  private readonly firstHop: number
  private position: number
  private hop: number
  /** Largest peak so far. */
  private largest = 0

  constructor(
    kernels: Kernels,
    sampleRate: number,
    channelCount: 1 | 2,
    lengthFrames: number,
    { peaks, hops: segment, startFrame = 0 }: EnvelopeMeterOptions,
  ) {
    const firstHop = segment?.first ?? 0
    const hops = (segment?.end ?? Math.ceil(lengthFrames / hopFrames(sampleRate))) - firstHop
    this.firstHop = firstHop
    this.position = startFrame
    this.hop = Math.floor(startFrame / hopFrames(sampleRate))
    this.lengthFrames = lengthFrames
    this.hopFrames = hopFrames(sampleRate)
    this.values = { energy: new Float32Array(hops), peak: new Float32Array(hops) }
    this.scope = kernels.scope()
    this.scanner = peaks ? new TruePeakScanner(kernels, this.scope, METER_SHAPE) : null
    const { historyFrames = 0, tailFrames = 0 } = this.scanner ?? {}
    this.tailFrames = tailFrames
    this.gatherer = new BlockGatherer(this.scope, channelCount, historyFrames)
    this.filter = new KWeightFilter(kernels, this.scope, sampleRate)
    this.sums = this.scope.f64(2 * Math.ceil(BLOCK_FRAMES / this.hopFrames))
    this.rightWeight = channelCount === 2 ? 1 : 0
  }

  /** Copies the first `frames` frames of each channel of `block`. */
  push(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.measureBlock)
  }

  /** The result. Nothing may be pushed after it. */
  finish(): HopValues {
    const rest = this.gatherer.pendingFrames
    this.weigh(rest)
    this.closeHop()
    const silence = new Float32Array(this.tailFrames)
    const tail = this.gatherer.pointers.map(() => silence)
    let from = this.position - rest
    this.gatherer.push(tail, silence.length, () => {
      this.scan(from)
      from += BLOCK_FRAMES
    })
    this.gatherer.padWithSilence()
    this.scan(from)
    return this.values
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  private readonly measureBlock = (): void => {
    this.scan(this.position)
    this.weigh(BLOCK_FRAMES)
  }

  private weigh(frames: number): void {
    const [left, right = left] = this.gatherer.pointers
    if (left === undefined || right === undefined) return
    for (let done = 0; done < frames; ) {
      const hopEnd = (this.hop + 1) * this.hopFrames
      const hops = Math.floor((frames - done) / this.hopFrames)
      if (hops > 0 && this.position + this.hopFrames === hopEnd) {
        this.weighHops(left + done * 4, right + done * 4, hops)
        done += hops * this.hopFrames
        continue
      }
      const count = Math.min(frames - done, hopEnd - this.position)
      this.filter.run(left + done * 4, right + done * 4, count)
      done += count
      this.position += count
      if (this.position === hopEnd) this.closeHop()
    }
  }

  /** Whole hops, from the beginning of one on. */
  private weighHops(left: number, right: number, hops: number): void {
    const { filter, sums, rightWeight } = this
    filter.runHops(left, right, hops, this.hopFrames, sums.pointer)
    this.position += hops * this.hopFrames
    for (let k = 0; k < hops; k++)
      this.keepEnergy((sums.view[2 * k] ?? 0) + rightWeight * (sums.view[2 * k + 1] ?? 0))
  }

  private closeHop(): void {
    this.keepEnergy(this.filter.take(1, this.rightWeight))
  }

  private keepEnergy(energy: number): void {
    const at = this.hop - this.firstHop
    if (at >= 0 && at < this.values.energy.length) this.values.energy[at] = energy
    this.hop++
  }

  private isOverFloor(scanner: TruePeakScanner, at: number): boolean {
    const floor = Math.fround(this.largest * PEAK_FLOOR)
    for (const pointer of this.gatherer.pointers)
      if (scanner.exceeds(pointer + at * 4, LOOK_FRAMES, floor)) return true
    return false
  }

  /** Values between samples come out half the taps late: a hop's peak is known to within a millisecond. */
  private scan(from: number): void {
    const { scanner, hopFrames: envelopeHopFrames } = this
    if (!scanner) return
    const { peak } = this.values
    const lastHop = Math.ceil(this.lengthFrames / envelopeHopFrames) - 1
    for (let at = 0; at < BLOCK_FRAMES; at += PEAK_BLUR_FRAMES) {
      // Mostly nothing of so many frames comes over the floor, which one call tells as well as one for each.
      if (at % LOOK_FRAMES === 0 && !this.isOverFloor(scanner, at)) {
        at += LOOK_FRAMES - PEAK_BLUR_FRAMES
        continue
      }
      const middle = Math.max(0, from + at + PEAK_BLUR_FRAMES / 2 - scanner.tailFrames)
      const hop = Math.min(lastHop, Math.floor(middle / envelopeHopFrames)) - this.firstHop
      if (hop < 0 || hop >= peak.length) continue
      const floor = Math.fround(this.largest * PEAK_FLOOR)
      const known = Math.max(floor, peak[hop] ?? 0)
      let found = known
      for (const pointer of this.gatherer.pointers)
        found = scanner.scan(pointer + at * 4, PEAK_BLUR_FRAMES, found)
      if (found === known) continue
      peak[hop] = found
      this.largest = Math.max(this.largest, found)
    }
  }
}
