import { loudnessOf } from '../../analysis/gating'
import { LoudnessMeter } from '../../analysis/loudness-meter'
import { assert } from '../../core/assert'
import { amplitudeToDb, powerToDb } from '../../core/decibels'
import { Fft } from '../../dsp/fft'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { TRUE_PEAK_RUN_FRAMES, TruePeakScanner } from '../../dsp/meters/true-peak'
import {
  GONIOMETER_POINTS,
  METER_HOP_FRAMES,
  type SignalMeters,
  SPECTRUM_SIZE,
} from '../protocol/meter-frame'

/** A full-scale sine's bin under a Hann window. */
const FULL_SCALE = SPECTRUM_SIZE / 4

/** Measures one signal hop after hop, for the eye: `measure` at most METER_HOP_FRAMES, `release` at the end. */
export class SignalMeter {
  private readonly scope: KernelScope
  /** Per channel SPECTRUM_SIZE frames of the past, then the hop. */
  private readonly audio: readonly Region<Float32Array>[]
  private readonly hopPointers: readonly number[]
  private readonly loudness: LoudnessMeter
  private readonly truePeak: TruePeakScanner
  private readonly fft: Fft
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private momentary = 0
  private shortTerm = 0

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
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
    for (const { view } of this.audio) view.copyWithin(0, frames, frames + SPECTRUM_SIZE)
    const [left, right = left] = planes
    assert(left && right, 'signal meter: no channel')
    return {
      momentaryLufs: loudnessOf(this.momentary),
      shortTermLufs: loudnessOf(this.shortTerm),
      truePeakDbtp: amplitudeToDb(peak),
      samplePeakDbfs: planes.map(samplePeakDbfs),
      correlation: correlationOf(left, right),
      goniometer: goniometerOf(left, right),
      spectrumDb: this.spectrum(),
    }
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  /** Left and right in one complex transform: their powers add up in mirrored bins. */
  private spectrum(): Float32Array {
    const [left, right = left] = this.audio
    assert(left && right, 'signal meter: no channel')
    const re = this.re.view
    const im = this.im.view
    for (let i = 0; i < SPECTRUM_SIZE; i++) {
      const weight = HANN[i] ?? 0
      re[i] = weight * (left.view[i] ?? 0)
      im[i] = weight * (right.view[i] ?? 0)
    }
    this.fft.forward(this.re, this.im)
    const spectrum = new Float32Array(SPECTRUM_SIZE / 2 + 1)
    for (let k = 0; k < spectrum.length; k++) {
      const mirrored = (SPECTRUM_SIZE - k) % SPECTRUM_SIZE
      const power =
        (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2 + (re[mirrored] ?? 0) ** 2 + (im[mirrored] ?? 0) ** 2
      spectrum[k] = powerToDb(power / (4 * FULL_SCALE * FULL_SCALE))
    }
    return spectrum
  }
}

const HANN = Float32Array.from(
  { length: SPECTRUM_SIZE },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SPECTRUM_SIZE),
)

const samplePeakDbfs = (plane: Float32Array): number => {
  let peak = 0
  for (let i = 0; i < plane.length; i++) peak = Math.max(peak, Math.abs(plane[i] ?? 0))
  return amplitudeToDb(peak)
}

const correlationOf = (left: Float32Array, right: Float32Array): number => {
  let ll = 0
  let rr = 0
  let lr = 0
  for (let i = 0; i < left.length; i++) {
    const l = left[i] ?? 0
    const r = right[i] ?? 0
    ll += l * l
    rr += r * r
    lr += l * r
  }
  return ll > 0 && rr > 0 ? lr / Math.sqrt(ll * rr) : 0
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
