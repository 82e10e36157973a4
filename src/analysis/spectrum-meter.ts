import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { BlockGatherer } from '../dsp/block-gatherer'
import { cos } from '../dsp/elementary'
import { Fft } from '../dsp/fft'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { type Spectrum, spectrumOf } from './spectrum'

/** Hann windows of 8192 frames, half overlapping: one transform per block. */
const HOP = BLOCK_FRAMES
const SIZE = 2 * HOP

/**
 * The average spectrum of one or two channels (Welch): `push` blocks of any size, `finish` once, `release`.
 * Any blocking gives the same numbers. Left and right go through one complex transform, since the sum of
 * their powers is all that is asked for.
 */
export class SpectrumMeter {
  private readonly kernels: Kernels
  private readonly sampleRate: number
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly fft: Fft
  private readonly window: Region<Float32Array>
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private readonly sum: Region<Float64Array>
  private readonly windowEnergy: number
  private lengthFrames = 0

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.kernels = kernels
    this.sampleRate = sampleRate
    this.scope = kernels.scope()
    this.gatherer = new BlockGatherer(this.scope, Math.min(2, channelCount), HOP)
    this.fft = new Fft(kernels, this.scope, SIZE)
    this.window = this.scope.f32(SIZE)
    for (let n = 0; n < SIZE; n++) this.window.view[n] = 0.5 - 0.5 * cos((2 * Math.PI * n) / SIZE)
    this.windowEnergy = this.window.view.reduce((energy, value) => energy + value * value, 0)
    this.re = this.scope.f32(SIZE)
    this.im = this.scope.f32(SIZE)
    this.sum = this.scope.f64(SIZE)
  }

  /** Takes the first `frames` frames of each channel of `block`. */
  push(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.transform)
    this.lengthFrames += frames
  }

  /** The average so far, with silence before the start and after the end. Nothing may be pushed after it. */
  finish(): Spectrum {
    return spectrumOf(this.finishPower(), this.sampleRate / SIZE)
  }

  /** The same, bin by bin from 0 Hz to half the rate: mean squares, of which all together make the signal's. */
  finishPower(): Float64Array {
    this.gatherer.padWithSilence()
    this.transform()
    if (this.gatherer.pendingFrames > 0) {
      const silence = this.gatherer.pointers.map(() => new Float32Array(HOP))
      this.gatherer.push(silence, HOP, () => {})
      this.gatherer.padWithSilence()
      this.transform()
    }
    const { view } = this.sum
    // Every frame lies in windows of the energy of SIZE / HOP on average, so this is its mean square.
    const scale = HOP / (Math.max(1, this.lengthFrames) * SIZE * this.windowEnergy) / this.channels
    const power = new Float64Array(SIZE / 2 + 1)
    for (let k = 0; k <= SIZE / 2; k++)
      power[k] = scale * ((view[k] ?? 0) + (k > 0 && k < SIZE / 2 ? (view[SIZE - k] ?? 0) : 0))
    return power
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  private get channels(): number {
    return this.gatherer.pointers.length
  }

  private readonly transform = (): void => {
    const { call } = this.kernels
    const [left = 0, right] = this.gatherer.pointers
    const windowStart = (pointer: number): number => pointer - HOP * 4
    call.windowed(windowStart(left), this.window.pointer, this.re.pointer, SIZE)
    if (right === undefined) this.im.view.fill(0)
    else call.windowed(windowStart(right), this.window.pointer, this.im.pointer, SIZE)
    this.fft.forward(this.re, this.im)
    call.addPowers(this.re.pointer, this.im.pointer, this.sum.pointer, SIZE)
  }
}

/** The average spectrum of a whole track, mono or stereo. Silence and no frames give −Infinity throughout. */
export async function averageSpectrum(
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<Spectrum> {
  const { channelCount, lengthFrames } = reader
  const meter = new SpectrumMeter(kernels, reader.sampleRate, channelCount)
  const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  try {
    for (let start = 0; start < lengthFrames; start += BLOCK_FRAMES) {
      meter.push(block, reader.read(start, block, BLOCK_FRAMES))
      job.report(Math.min(1, (start + BLOCK_FRAMES) / lengthFrames))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return meter.finish()
  } finally {
    meter.release()
  }
}
