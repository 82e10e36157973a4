import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { HopEnergies, type OnEnergy } from './hop-energies'
import { hopStart, LoudnessWindows } from './loudness-windows'
import type { Loudness } from './measurements'

/** Tech 3342: silence appended to a file before its loudness range is taken. */
export const RANGE_PADDING_HOPS = 150
/** Frames of silence filtered at a time. */
const SILENCE_FRAMES = 1024

export interface LoudnessMeterOptions {
  /** G of each channel (BS.1770-5 table 3): 1 for L, R, C and mono, 1.41 for surrounds, 0 for LFE. Default: all 1. */
  readonly weights?: readonly number[]
  /** Called after every hop of 10 ms. */
  readonly onHop?: (windows: LoudnessWindows) => void
}

/** Loudness to BS.1770-5 and EBU Mode of audio in kernel memory, block after block. */
export class LoudnessMeter {
  private readonly sampleRate: number
  private readonly energies: HopEnergies
  private readonly silence: Silence
  private readonly windows: LoudnessWindows
  private readonly onHop: ((windows: LoudnessWindows) => void) | undefined

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    sampleRate: number,
    channelCount: number,
    options: LoudnessMeterOptions = {},
  ) {
    const { weights, onHop } = options
    this.sampleRate = sampleRate
    this.windows = new LoudnessWindows(sampleRate)
    this.silence = new Silence(scope, channelCount)
    this.onHop = onHop
    this.energies = new HopEnergies(kernels, scope, sampleRate, channelCount, weights)
  }

  /** Measures on. `pointers`: one address per channel. */
  process(pointers: readonly number[], frames: number): void {
    this.energies.process(pointers, frames, (energy) => {
      this.windows.push(energy)
      this.onHop?.(this.windows)
    })
  }

  /** The result. Ends the measurement: silence has been appended for the loudness range. */
  finish(): Loudness {
    const audioHops = this.windows.hopCount
    const end = hopStart(audioHops + RANGE_PADDING_HOPS, this.sampleRate)
    this.silence.follow(this.energies, end, (energy) => this.windows.pushPadding(energy))
    return this.windows.summary(audioHops)
  }
}

/** The silence that Tech 3342 puts behind the audio. */
export class Silence {
  private readonly region: Region<Float32Array>
  private readonly pointers: readonly number[]

  constructor(scope: KernelScope, channelCount: number) {
    this.region = scope.f32(SILENCE_FRAMES)
    this.pointers = Array<number>(channelCount).fill(this.region.pointer)
  }

  /** Filters silence on up to `endFrame`. */
  follow(energies: HopEnergies, endFrame: number, onEnergy: OnEnergy): void {
    while (energies.endFrame < endFrame) {
      const frames = Math.min(SILENCE_FRAMES, endFrame - energies.endFrame)
      energies.process(this.pointers, frames, onEnergy)
    }
  }
}
