import { DynamicBand } from '../../dsp/dynamics/dynamic-band'
import type { KernelScope, Kernels } from '../../dsp/kernels'

/** Where a de-esser listens, and how fast (sources: dynamics): the measurement and the move that follows from it share them. */
export const DE_ESSER = { freqHz: 7000, q: 1, attackMs: 3, releaseMs: 60 } as const

/** So far below any band of music that its gain computer is on the straight part of its curve. */
const FLOOR_DB = -100
/** … and nothing bounds the gain that it would like. */
const ENDLESS_DB = -300

/**
 * How far the band of a de-esser stands out of the whole, as its own detector holds it, frame by frame: what a threshold is
 * solved from. A level averaged over a frame is no use for that: the detector looks at a millisecond, and between two swings
 * of the bass there is little but the band.
 */
export class DeEsserLevels {
  private readonly band: DynamicBand

  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number) {
    this.band = new DynamicBand(
      kernels,
      scope,
      {
        ...DE_ESSER,
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
