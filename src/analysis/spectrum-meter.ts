import { BlockGatherer } from '../dsp/block-gatherer'
import type { KernelScope, Kernels } from '../dsp/kernels'
import { type Spectrum, spectrumOf } from './spectrum'
import { powerOfSums, WINDOW_FRAMES, WindowPowers } from './window-powers'

const HOP = WINDOW_FRAMES / 2

/**
 * The average spectrum of one or two channels (Welch): `push` blocks of any size, `finish` once, `release`.
 * Any blocking gives the same numbers.
 */
export class SpectrumMeter {
  private readonly sampleRate: number
  private readonly scope: KernelScope
  private readonly gatherer: BlockGatherer
  private readonly powers: WindowPowers
  private lengthFrames = 0

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.sampleRate = sampleRate
    this.scope = kernels.scope()
    this.gatherer = new BlockGatherer(this.scope, Math.min(2, channelCount), HOP)
    this.powers = new WindowPowers(kernels, this.scope)
  }

  /** Takes the first `frames` frames of each channel of `block`. */
  push(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.transform)
    this.lengthFrames += frames
  }

  /** The average so far, with silence before the start and after the end. Nothing may be pushed after it. */
  finish(): Spectrum {
    return spectrumOf(this.finishPower(), this.sampleRate / WINDOW_FRAMES)
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
    return powerOfSums([this.powers.sums()], this.lengthFrames, this.gatherer.pointers.length)
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  private readonly transform = (): void => {
    const [left = 0, right] = this.gatherer.pointers
    this.powers.add(left - HOP * 4, right === undefined ? null : right - HOP * 4)
  }
}
