import { LoudnessMeter } from '../analysis/loudness-meter'
import type { PcmChecksum } from '../codec/write/pcm-hash'
import { forEachSlice, type PcmSamples, pcmSamples } from '../codec/write/pcm-samples'
import type { Depth } from '../codec/write/sample-depth'
import { amplitudeToDb } from '../core/decibels'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmSink } from '../core/pcm-store'
import { BlockGatherer } from '../dsp/block-gatherer'
import type { KernelScope, Kernels } from '../dsp/kernels'
import { TruePeakScanner } from '../dsp/meters/true-peak'
import { VERIFIER_SHAPE } from '../dsp/resampling/interpolator'
import { SWRESAMPLE_SHAPE } from '../dsp/resampling/other-meters'
import type { CodecProfile, CodecProfiler } from './codec-profile'

/** What a file has to be checked for. */
export interface MeasuredFile {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /** −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  readonly loudnessRangeLu: number | null
  readonly maximumMomentaryLufs: number | null
  readonly maximumShortTermLufs: number | null
  /** 16 × 128, dBTP. Of a lossy file, which no landing has held by it, what FFmpeg's meter reads where that is more. */
  readonly truePeakDbtp: number
  /** Samples beyond full scale: what a player with integers clips. */
  readonly samplesOverFullScale: number
  /** Of the samples as WAV holds them at the depth that was asked for, see PcmChecksum; null where none was. */
  readonly checksum: string | null
  /** By what the signal is known again behind a codec; null where nobody asked. */
  readonly profile: CodecProfile | null
}

/** Takes the samples of a lossless file for their checksum; a lossy one has none. */
export interface SampleDigest {
  readonly depth: Depth
  readonly sums: PcmChecksum
}

/**
 * A store that measures what is written to it and keeps nothing: a file of any length is checked in
 * bounded memory. Cannot be read. Releases its profiler with itself.
 */
export class MeasuringStore implements PcmSink {
  readonly sampleRate: number
  readonly channelCount: number
  lengthFrames = 0
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly loudness: LoudnessMeter
  private readonly scanners: readonly TruePeakScanner[]
  private readonly samples: PcmSamples<PcmChecksum> | null
  /** Integers hold nothing over full scale. */
  private readonly mayBeOver: boolean
  private readonly profiler: CodecProfiler | null
  private peak = 0
  private overFullScale = 0

  constructor(
    kernels: Kernels,
    sampleRate: number,
    channelCount: number,
    digest: SampleDigest | null,
    profiler: CodecProfiler | null = null,
  ) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.scope = kernels.scope()
    this.scanners = (digest ? [VERIFIER_SHAPE] : [VERIFIER_SHAPE, SWRESAMPLE_SHAPE]).map(
      (interpolator) => new TruePeakScanner(kernels, this.scope, interpolator),
    )
    const historyFrames = this.scanners.map((scanner) => scanner.historyFrames)
    this.gatherer = new BlockGatherer(this.scope, channelCount, Math.max(...historyFrames))
    this.loudness = new LoudnessMeter(kernels, this.scope, sampleRate, channelCount)
    const shape = { kernels, sampleRate, channelCount, dither: 'none' } as const
    this.profiler = profiler
    this.mayBeOver = digest?.depth !== '16' && digest?.depth !== '24'
    this.samples = digest && pcmSamples({ ...shape, depth: digest.depth }, digest.sums)
  }

  append(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.measureBlock)
    this.lengthFrames += frames
    if (this.mayBeOver) for (const plane of block) this.overFullScale += countOver(plane, frames)
    this.profiler?.append(block, frames)
    const { samples } = this
    if (samples) forEachSlice(block, frames, (slice, count) => samples.encode(slice, count))
  }

  /** Once, after everything was written. */
  finish(): MeasuredFile {
    const { sampleRate, channelCount, lengthFrames } = this
    this.loudness.process(this.gatherer.pointers, this.gatherer.pendingFrames)
    const { integratedLufs, loudnessRangeLu, maximumMomentaryLufs, maximumShortTermLufs } =
      this.loudness.finish()
    const maxima = { maximumMomentaryLufs, maximumShortTermLufs }
    const loudness = { integratedLufs, loudnessRangeLu, ...maxima }
    // The last values between samples need silence behind them.
    const tailFrames = this.scanners.map((scanner) => scanner.tailFrames)
    const silence = new Float32Array(Math.max(...tailFrames))
    const tail = this.gatherer.pointers.map(() => silence)
    this.gatherer.push(tail, silence.length, this.scan)
    this.gatherer.padWithSilence()
    this.scan()
    const truePeakDbtp = amplitudeToDb(this.peak)
    const checksum = this.samples?.sums.checksum() ?? null
    const shape = { sampleRate, channelCount, lengthFrames }
    const samplesOverFullScale = this.overFullScale
    const profile = this.profiler?.finish() ?? null
    const held = { samplesOverFullScale, checksum, profile }
    return { ...shape, ...loudness, truePeakDbtp, ...held }
  }

  release(): void {
    this.scope.release()
    this.samples?.release()
    this.profiler?.release()
  }

  private readonly measureBlock = (): void => {
    this.scan()
    this.loudness.process(this.gatherer.pointers, BLOCK_FRAMES)
  }

  private readonly scan = (): void => {
    for (const scanner of this.scanners)
      for (const pointer of this.gatherer.pointers)
        this.peak = scanner.scan(pointer, BLOCK_FRAMES, this.peak)
  }
}

const countOver = (plane: Float32Array, frames: number): number => {
  let count = 0
  for (let i = 0; i < frames; i++) if (Math.abs(plane[i] ?? 0) > 1) count++
  return count
}
