import { loudnessOf } from '../../analysis/gating'
import { LoudnessMeter } from '../../analysis/loudness-meter'
import { assert } from '../../core/assert'
import { amplitudeToDb } from '../../core/decibels'
import { Fft } from '../../dsp/fft'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { TRUE_PEAK_RUN_FRAMES, TruePeakScanner } from '../../dsp/meters/true-peak'
import {
  GONIOMETER_POINTS,
  METER_HOP_FRAMES,
  type SignalMeters,
  SPECTRUM_SIZE,
} from '../protocol/meter-frame'

/** A sine of full scale on both channels has the power of 1 in its bin: a Hann window's is a quarter of the size, and there are two. */
const WINDOW_SCALE = 2 / SPECTRUM_SIZE
/** Σ left, Σ right, Σ left², Σ right², Σ left·right, as the kernel writes them. */
const SUMS = 5

/** Measures one signal hop after hop, for the eye: `measure` at most METER_HOP_FRAMES, `release` at the end. */
export class SignalMeter {
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  /** Per channel SPECTRUM_SIZE frames of the past, then the hop. */
  private readonly audio: readonly Region<Float32Array>[]
  private readonly hopPointers: readonly number[]
  private readonly loudness: LoudnessMeter
  private readonly truePeak: TruePeakScanner
  private readonly fft: Fft
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private readonly window: Region<Float32Array>
  private readonly levels: Region<Float32Array>
  private readonly sums: Region<Float64Array>
  private momentary = 0
  private shortTerm = 0

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.kernels = kernels
    this.scope = kernels.scope()
    this.audio = Array.from({ length: channelCount }, () =>
      this.scope.f32(SPECTRUM_SIZE + METER_HOP_FRAMES),
    )
    this.hopPointers = this.audio.map(({ pointer }) => pointer + 4 * SPECTRUM_SIZE)
    this.loudness = new LoudnessMeter(kernels, this.scope, sampleRate, channelCount, {
      onHop: ({ momentaryPower, shortTermPower }) => {
        this.momentary = momentaryPower
        this.shortTerm = shortTermPower
      },
    })
    this.truePeak = new TruePeakScanner(kernels, this.scope)
    this.fft = new Fft(kernels, this.scope, SPECTRUM_SIZE)
    this.re = this.scope.f32(SPECTRUM_SIZE)
    this.im = this.scope.f32(SPECTRUM_SIZE)
    this.window = this.scope.f32(SPECTRUM_SIZE)
    kernels.call.hannWindow(this.window.pointer, SPECTRUM_SIZE, WINDOW_SCALE)
    this.levels = this.scope.f32(SPECTRUM_SIZE / 2 + 1)
    this.sums = this.scope.f64(SUMS)
  }

  /** The readings after these frames, `planes[channel]` of equal length. */
  measure(planes: readonly Float32Array[]): SignalMeters {
    const frames = planes[0]?.length ?? 0
    for (const [channel, { view }] of this.audio.entries()) {
      const plane = planes[channel]
      assert(plane, 'signal meter: missing channel')
      view.set(plane, SPECTRUM_SIZE)
      view.fill(0, SPECTRUM_SIZE + frames)
    }
    this.loudness.process(this.hopPointers, frames)
    const runs = Math.ceil(frames / TRUE_PEAK_RUN_FRAMES) * TRUE_PEAK_RUN_FRAMES
    let peak = 0
    for (const pointer of this.hopPointers) peak = this.truePeak.scan(pointer, runs, peak)
    // Behind the hop it is silent.
    const samplePeaks = this.hopPointers.map((pointer) =>
      this.kernels.call.largestMagnitude(pointer, (frames + 3) & ~3),
    )
    const correlation = this.correlation(frames)
    for (const { view } of this.audio) view.copyWithin(0, frames, frames + SPECTRUM_SIZE)
    const [left, right = left] = planes
    assert(left && right, 'signal meter: no channel')
    return {
      momentaryLufs: loudnessOf(this.momentary),
      shortTermLufs: loudnessOf(this.shortTerm),
      truePeakDbtp: amplitudeToDb(peak),
      samplePeakDbfs: samplePeaks.map(amplitudeToDb),
      correlation,
      goniometer: goniometerOf(left, right),
      spectrumDb: this.spectrum(),
    }
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  private correlation(frames: number): number {
    const [left = 0, right = left] = this.hopPointers
    const { view, pointer } = this.sums
    view.fill(0)
    this.kernels.call.levelSums(left, right, frames, pointer)
    const [, , leftSquares = 0, rightSquares = 0, products = 0] = view
    return leftSquares > 0 && rightSquares > 0
      ? products / Math.sqrt(leftSquares * rightSquares)
      : 0
  }

  /** Left and right in one complex transform: their powers add up in mirrored bins. */
  private spectrum(): Float32Array {
    const [left, right = left] = this.audio
    assert(left && right, 'signal meter: no channel')
    const { window, re, im, levels } = this
    const { call } = this.kernels
    call.windowed(left.pointer, window.pointer, re.pointer, SPECTRUM_SIZE)
    call.windowed(right.pointer, window.pointer, im.pointer, SPECTRUM_SIZE)
    this.fft.forward(re, im)
    call.pairDecibels(re.pointer, im.pointer, SPECTRUM_SIZE, levels.pointer)
    return levels.view.slice()
  }
}

const goniometerOf = (left: Float32Array, right: Float32Array): Float32Array => {
  const points = new Float32Array(2 * GONIOMETER_POINTS)
  for (let point = 0; point < GONIOMETER_POINTS; point++) {
    const frame = Math.floor((point * left.length) / GONIOMETER_POINTS)
    points[2 * point] = left[frame] ?? 0
    points[2 * point + 1] = right[frame] ?? 0
  }
  return points
}
