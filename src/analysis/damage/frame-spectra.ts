import type { PcmReader } from '../../core/pcm-store'
import { Fft } from '../../dsp/fft'
import type { Kernels } from '../../dsp/kernels'
import type { PowerSpectra } from './channel-comparison'
import { earWeight, levelFactor, windowFrames } from './ear'

/** Power spectra of windows of one or two channels, on the scale of sound pressure. */
export class FrameSpectra {
  readonly windowFrames: number
  readonly binHz: number
  /** Per channel, of the window read last. */
  readonly channels: readonly PowerSpectra[]
  /** Sum of squares over the second half of the window, of the louder channel, full scale = 1. */
  energy = 0
  private readonly reader: PcmReader
  private readonly gain: number
  private readonly kernels: Kernels
  private readonly scope
  private readonly fft: Fft
  private readonly re
  private readonly im
  private readonly window
  private readonly weights
  private readonly audio
  private readonly block: readonly Float32Array[]
  private readonly powers

  /** `gain`: linear, on the audio. */
  constructor(reader: PcmReader, gain: number, kernels: Kernels) {
    const size = windowFrames(reader.sampleRate)
    this.reader = reader
    this.gain = gain
    this.kernels = kernels
    this.windowFrames = size
    this.binHz = reader.sampleRate / size
    this.scope = kernels.scope()
    this.fft = new Fft(kernels, this.scope, size)
    this.re = this.scope.f32(size)
    this.im = this.scope.f32(size)
    const factor = levelFactor(size) * gain
    this.window = this.scope.f32(size)
    for (let n = 0; n < size; n++)
      this.window.view[n] = factor * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (size - 1)))
    const binCount = size / 2 + 1
    this.weights = this.scope.f64(binCount)
    for (let bin = 0; bin < binCount; bin++) this.weights.view[bin] = earWeight(bin * this.binHz)
    this.audio = Array.from({ length: reader.channelCount }, () => this.scope.f32(size))
    this.block = this.audio.map(({ view }) => view)
    const spectraOf = () => ({
      plain: this.scope.f64(binCount),
      weighted: this.scope.f64(binCount),
    })
    // Mono leaves the second empty.
    this.powers = [spectraOf(), spectraOf()] as const
    this.channels = this.powers
      .slice(0, reader.channelCount)
      .map(({ plain, weighted }) => ({ plain: plain.view, weighted: weighted.view }))
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

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  /** Left and right went through one transform: their spectra are its even and odd halves. */
  private split(): void {
    const [left, right] = this.powers
    this.kernels.call.splitPowers(
      this.re.pointer,
      this.im.pointer,
      this.windowFrames,
      this.weights.pointer,
      left.plain.pointer,
      left.weighted.pointer,
      right.plain.pointer,
      right.weighted.pointer,
    )
  }
}
