import type { PcmReader } from '../../core/pcm-store'
import { Fft } from '../../dsp/fft'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { earWeight, levelFactor, windowFrames } from './ear'
import { HARMONIC_BINS } from './harmonic-structure'

/** Power spectra of both channels, left and right of every bin; the right is empty in mono. */
export interface PairedSpectra {
  readonly plain: Region<Float64Array>
  /** By the outer and middle ear. */
  readonly weighted: Region<Float64Array>
}

/** Power spectra of windows of one or two channels, on the scale of sound pressure. Memory belongs to `scope`. */
export class FrameSpectra {
  readonly windowFrames: number
  readonly sampleRate: number
  readonly channelCount: number
  readonly binHz: number
  readonly binCount: number
  /** Of the window read last. */
  readonly spectra: PairedSpectra
  /** Sum of squares over the second half of the window, of the louder channel, full scale = 1. */
  energy = 0
  private readonly reader: PcmReader
  private readonly gain: number
  private readonly kernels: Kernels
  private readonly fft: Fft
  private readonly re
  private readonly im
  private readonly window
  private readonly weights
  private readonly audio
  private readonly block: readonly Float32Array[]

  /** `gain`: linear, on the audio. */
  constructor(reader: PcmReader, gain: number, kernels: Kernels, scope: KernelScope) {
    const size = windowFrames(reader.sampleRate)
    this.reader = reader
    this.gain = gain
    this.kernels = kernels
    this.windowFrames = size
    this.sampleRate = reader.sampleRate
    this.channelCount = reader.channelCount
    this.binHz = reader.sampleRate / size
    this.binCount = size / 2 + 1
    this.fft = new Fft(kernels, scope, size)
    this.re = scope.f32(size)
    this.im = scope.f32(size)
    const factor = levelFactor(size) * gain
    this.window = scope.f32(size)
    for (let n = 0; n < size; n++)
      this.window.view[n] = factor * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (size - 1)))
    this.weights = scope.f64(this.binCount)
    for (let bin = 0; bin < this.binCount; bin++)
      this.weights.view[bin] = earWeight(bin * this.binHz)
    this.audio = Array.from({ length: reader.channelCount }, () => scope.f32(size))
    this.block = this.audio.map(({ view }) => view)
    // However low the rate is, harmonics are looked for in so many.
    const values = 2 * Math.max(this.binCount, HARMONIC_BINS)
    this.spectra = { plain: scope.f64(values), weighted: scope.f64(values) }
  }

  /** Reads the window at `startFrame`; behind the end is silence. */
  read(startFrame: number): void {
    const { audio, block, window, re, im, windowFrames: size } = this
    const { call } = this.kernels
    const frames = this.reader.read(startFrame, block, size)
    for (const samples of block) samples.fill(0, frames)
    const [left, right] = audio
    if (!left) return
    call.windowed(left.pointer, window.pointer, re.pointer, size)
    if (right) call.windowed(right.pointer, window.pointer, im.pointer, size)
    else im.view.fill(0)
    this.fft.forward(re, im)
    this.split()
    const halves = audio.map(({ pointer }) => call.sumOfSquares(pointer + 2 * size, size / 2))
    this.energy = Math.max(...halves) * this.gain ** 2
  }

  /** Left and right went through one transform: their spectra are its even and odd halves. */
  private split(): void {
    this.kernels.call.splitPowers(
      this.re.pointer,
      this.im.pointer,
      this.windowFrames,
      this.weights.pointer,
      this.spectra.plain.pointer,
      this.spectra.weighted.pointer,
    )
  }
}
