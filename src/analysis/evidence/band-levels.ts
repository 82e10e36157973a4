import { DynamicBand, type DynamicBandParams } from '../../dsp/dynamics/dynamic-band'
import type { KernelScope, Kernels } from '../../dsp/kernels'

/** Where a bell of the dynamic equaliser listens, and how fast. */
export type ListeningBand = Pick<DynamicBandParams, 'freqHz' | 'q' | 'attackMs' | 'releaseMs'>

/** Measurements and the moves that follow from them share these (sources: dynamics). An s is short … */
export const DE_ESSER: ListeningBand = { freqHz: 7000, q: 1, attackMs: 3, releaseMs: 60 }
/** … and what is harsh or rings for longer is not to be followed stroke by stroke. */
export const HARSHNESS_BAND: ListeningBand = { freqHz: 3200, q: 1, attackMs: 10, releaseMs: 100 }
/** Its frequency is that of the line. */
export const RESONANCE_BAND: Omit<ListeningBand, 'freqHz'> = { q: 4, attackMs: 10, releaseMs: 100 }

/** So long is a frame: short beside an s, long beside a period of a voice. */
export const SHORT_FRAME_SECONDS = 0.02

/** So far below any band of music that its gain computer is on the straight part of its curve. */
const FLOOR_DB = -100
/** … and nothing bounds the gain that it would like. */
const ENDLESS_DB = -300

/**
 * How far a band stands out of the whole, as the dynamic equaliser's own detector holds it, frame by frame: what a threshold
 * is solved from. A level averaged over a frame is no use for that: the detector looks at a millisecond, and between two
 * swings of the bass there is little but the band.
 */
export class BandLevels {
  private readonly band: DynamicBand

  constructor(kernels: Kernels, scope: KernelScope, band: ListeningBand, sampleRate: number) {
    this.band = new DynamicBand(
      kernels,
      scope,
      {
        ...band,
        shape: 'bell',
        detector: 'relative',
        thresholdDb: FLOOR_DB,
        ratio: Number.POSITIVE_INFINITY,
        rangeDb: ENDLESS_DB,
      },
      sampleRate,
    )
  }

  /**
   * The largest level of each of `count` frames of `hop` samples that lie in kernel memory one behind the other, dB beside the
   * whole (−100 for silence). The audio is spent.
   */
  of(left: number, right: number, hop: number, count: number): Float32Array {
    this.band.reset()
    return Float32Array.from({ length: count }, (_, frame) => {
      const at = frame * hop
      return FLOOR_DB + this.band.process(left + 4 * at, right + 4 * at, hop, at, false)
    })
  }
}
