import { LoudnessMeter } from '../analysis/loudness-meter'
import { amplitudeToDb } from '../core/decibels'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmSink } from '../core/pcm-store'
import { BlockGatherer } from '../dsp/block-gatherer'
import type { KernelScope, Kernels } from '../dsp/kernels'
import { TruePeakScanner } from '../dsp/meters/true-peak'
import { VERIFIER_SHAPE } from '../dsp/resampling/interpolator'

/** What a file has to be checked for. */
export interface Measured {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /** −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** 16 × 128 interpolator, dBTP. */
  readonly truePeakDbtp: number
}

/**
 * Measures what is written to it and keeps nothing: a file of any length is checked in bounded memory.
 */
export class MeasuringStore implements PcmSink {
  readonly sampleRate: number
  readonly channelCount: number
  lengthFrames = 0
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly loudness: LoudnessMeter
  private readonly scanner: TruePeakScanner
  private peak = 0

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.scope = kernels.scope()
    this.scanner = new TruePeakScanner(kernels, this.scope, VERIFIER_SHAPE)
    this.gatherer = new BlockGatherer(this.scope, channelCount, this.scanner.historyFrames)
    this.loudness = new LoudnessMeter(kernels, this.scope, sampleRate, channelCount)
  }

  append(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.measureBlock)
    this.lengthFrames += frames
  }

  /** Once, after everything was written. */
  finish(): Measured {
    const { sampleRate, channelCount, lengthFrames } = this
    this.loudness.process(this.gatherer.pointers, this.gatherer.pendingFrames)
    const { integratedLufs } = this.loudness.finish()
    // The last values between samples need silence behind them.
    const silence = new Float32Array(this.scanner.tailFrames)
    const tail = this.gatherer.pointers.map(() => silence)
    this.gatherer.push(tail, silence.length, this.scan)
    this.gatherer.padWithSilence()
    this.scan()
    const truePeakDbtp = amplitudeToDb(this.peak)
    return { sampleRate, channelCount, lengthFrames, integratedLufs, truePeakDbtp }
  }

  release(): void {
    this.scope.release()
  }

  private readonly measureBlock = (): void => {
    this.scan()
    this.loudness.process(this.gatherer.pointers, BLOCK_FRAMES)
  }

  private readonly scan = (): void => {
    for (const pointer of this.gatherer.pointers)
      this.peak = this.scanner.scan(pointer, BLOCK_FRAMES, this.peak)
  }
}
