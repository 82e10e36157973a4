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
  private readonly scope
  private readonly fft: Fft
  private readonly re
  private readonly im
  private readonly window: Float64Array
  private readonly weights: Float64Array
  private readonly block: readonly Float32Array[]

  /** `gain`: linear, on the audio. */
  constructor(reader: PcmReader, gain: number, kernels: Kernels) {
    const size = windowFrames(reader.sampleRate)
    this.reader = reader
    this.gain = gain
    this.windowFrames = size
    this.binHz = reader.sampleRate / size
    this.scope = kernels.scope()
    this.fft = new Fft(kernels, this.scope, size)
    this.re = this.scope.f32(size)
    this.im = this.scope.f32(size)
    const factor = levelFactor(size) * gain
    this.window = Float64Array.from(
      { length: size },
      (_, n) => factor * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (size - 1))),
    )
    this.weights = Float64Array.from({ length: size / 2 + 1 }, (_, bin) =>
      earWeight(bin * this.binHz),
    )
    this.block = Array.from({ length: reader.channelCount }, () => new Float32Array(size))
    this.channels = this.block.map(() => ({
      plain: new Float64Array(size / 2 + 1),
      weighted: new Float64Array(size / 2 + 1),
    }))
  }

  /** Reads the window at `startFrame`; behind the end is silence. */
  read(startFrame: number): void {
    const { block, window, windowFrames: size } = this
    const { view: re } = this.re
    const { view: im } = this.im
    const frames = this.reader.read(startFrame, block, size)
    for (const samples of block) samples.fill(0, frames)
    const [left, right] = block
    if (!left) return
    for (let n = 0; n < size; n++) re[n] = (left[n] as number) * (window[n] as number)
    if (right) for (let n = 0; n < size; n++) im[n] = (right[n] as number) * (window[n] as number)
    else im.fill(0)
    this.fft.forward(this.re, this.im)
    this.split()
    this.energy = Math.max(...block.map((samples) => halfEnergy(samples))) * this.gain ** 2
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  /** Left and right went through one transform: their spectra are its even and odd halves. */
  private split(): void {
    const { weights, windowFrames: size } = this
    const { view: re } = this.re
    const { view: im } = this.im
    const [first, second] = this.channels
    if (first)
      for (let bin = 0, mirror = 0; bin <= size / 2; bin++, mirror = size - bin) {
        const sum = (re[bin] as number) + (re[mirror] as number)
        const difference = (im[bin] as number) - (im[mirror] as number)
        const power = (sum * sum + difference * difference) / 4
        first.plain[bin] = power
        first.weighted[bin] = power * (weights[bin] as number)
      }
    if (second)
      for (let bin = 0, mirror = 0; bin <= size / 2; bin++, mirror = size - bin) {
        const sum = (im[bin] as number) + (im[mirror] as number)
        const difference = (re[mirror] as number) - (re[bin] as number)
        const power = (sum * sum + difference * difference) / 4
        second.plain[bin] = power
        second.weighted[bin] = power * (weights[bin] as number)
      }
  }
}

const halfEnergy = (samples: Float32Array): number => {
  let sum = 0
  for (let n = samples.length / 2; n < samples.length; n++) {
    const x = samples[n] as number
    sum += x * x
  }
  return sum
}
