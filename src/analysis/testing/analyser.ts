import { BLOCK_FRAMES } from '../../core/pcm'
import { BlockGatherer } from '../../dsp/block-gatherer'
import type { KernelScope, Kernels } from '../../dsp/kernels'
import { LevelStatistics } from '../../dsp/meters/level-statistics'
import { TruePeakScanner } from '../../dsp/meters/true-peak'
import type { Analysis } from '../analysis'
import { analysisOf } from '../analysis-of'
import { joinLevels, levelsOf } from '../levels'
import { LoudnessMeter, type LoudnessMeterOptions } from '../loudness-meter'
import { SpectrumMeter } from '../spectrum-meter'

/**
 * Everything measured of a track, in one pass: `push` blocks of any size, `finish` once, `release`.
 * Mono or stereo; more channels, with `weights`, get loudness and peaks. Any blocking gives the same
 * numbers. Samples are finite: decoding has seen to it.
 */
export class Analyser {
  private readonly sampleRate: number
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly loudness: LoudnessMeter
  private readonly scanner: TruePeakScanner
  private readonly levels: LevelStatistics
  private readonly spectrum: SpectrumMeter
  private truePeak = 0
  private lengthFrames = 0

  constructor(
    kernels: Kernels,
    sampleRate: number,
    channelCount: number,
    options: LoudnessMeterOptions = {},
  ) {
    this.sampleRate = sampleRate
    this.scope = kernels.scope()
    this.scanner = new TruePeakScanner(kernels, this.scope)
    this.gatherer = new BlockGatherer(this.scope, channelCount, this.scanner.historyFrames)
    this.loudness = new LoudnessMeter(kernels, this.scope, sampleRate, channelCount, options)
    this.levels = new LevelStatistics(kernels, this.scope, channelCount)
    this.spectrum = new SpectrumMeter(kernels, sampleRate, channelCount)
  }

  /** Copies the first `frames` frames of each channel of `block`. */
  push(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.measureBlock)
    this.spectrum.push(block, frames)
    this.lengthFrames += frames
  }

  /** Where the next frames may be written without a copy, at most BLOCK_FRAMES; then `commit` them. */
  room(): Float32Array[] {
    return this.gatherer.room()
  }

  /** Counts `frames` written to `room()`. */
  commit(frames: number): void {
    this.spectrum.push(this.gatherer.room(), frames)
    this.gatherer.commit(frames, this.measureBlock)
    this.lengthFrames += frames
  }

  /** The result. Nothing may be pushed after it. */
  finish(): Analysis {
    this.measure(this.gatherer.pendingFrames)
    this.finishTruePeak()
    return analysisOf({
      sampleRate: this.sampleRate,
      channelCount: this.gatherer.pointers.length,
      lengthFrames: this.lengthFrames,
      loudness: this.loudness.finish(),
      truePeak: this.truePeak,
      levels: joinLevels([levelsOf(this.levels)]),
      spectrum: this.spectrum.finish(),
    })
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
    this.spectrum.release()
  }

  private readonly measureBlock = (): void => {
    this.measure(BLOCK_FRAMES)
    this.scanTruePeak()
  }

  private measure(frames: number): void {
    this.loudness.process(this.gatherer.pointers, frames)
    this.levels.process(this.gatherer.pointers, frames)
  }

  private scanTruePeak(): void {
    for (const pointer of this.gatherer.pointers)
      this.truePeak = this.scanner.scan(pointer, BLOCK_FRAMES, this.truePeak)
  }

  /** The last values between samples need silence behind them, which may open one more block. */
  private finishTruePeak(): void {
    const silence = new Float32Array(this.scanner.tailFrames)
    const tail = this.gatherer.pointers.map(() => silence)
    this.gatherer.push(tail, silence.length, () => this.scanTruePeak())
    this.gatherer.padWithSilence()
    this.scanTruePeak()
  }
}
