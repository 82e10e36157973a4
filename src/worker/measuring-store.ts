import { Analyser } from '../analysis/analyser'
import type { Analysis } from '../analysis/analysis'
import { assert } from '../core/assert'
import { amplitudeToDb } from '../core/decibels'
import type { PcmStore } from '../core/pcm-store'
import { VERIFIER_SHAPE } from '../dsp/interpolator'
import type { Kernels } from '../dsp/kernels'
import { TruePeakMeter } from '../dsp/true-peak'

export interface Measured {
  readonly analysis: Analysis
  /** 16 × 128 interpolator, dBTP. */
  readonly truePeakDbtp: number
}

/**
 * A store that measures what is written to it and keeps nothing: a file of any length is checked in
 * bounded memory. Cannot be read.
 */
export class MeasuringStore implements PcmStore {
  readonly sampleRate: number
  readonly channelCount: number
  lengthFrames = 0
  private readonly analyser: Analyser
  private readonly truePeak: TruePeakMeter

  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.analyser = new Analyser(kernels, sampleRate, channelCount)
    this.truePeak = new TruePeakMeter(kernels, channelCount, VERIFIER_SHAPE)
  }

  append(block: readonly Float32Array[], frames: number): void {
    this.analyser.push(block, frames)
    this.truePeak.push(block, frames)
    this.lengthFrames += frames
  }

  read(): number {
    throw new Error('a measuring store keeps no audio')
  }

  clear(): void {
    assert(this.lengthFrames === 0, 'a measuring store cannot forget')
  }

  /** Once, after everything was written. */
  finish(): Measured {
    return {
      analysis: this.analyser.finish(),
      truePeakDbtp: amplitudeToDb(this.truePeak.finish()),
    }
  }

  release(): void {
    this.analyser.release()
    this.truePeak.release()
  }
}
