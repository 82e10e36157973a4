import { BAND_COUNT, memoryOf, powerOf } from './ear'

/** Exponent from excitation to loudness. */
const LOUDNESS = 0.3

/** How much the loudness of each band moves: the envelope's mean slope by its mean. */
export class Modulation {
  /** Per band, of the last frame. */
  readonly depth = new Float64Array(BAND_COUNT)
  /** Mean loudness per band. */
  readonly loudness = new Float64Array(BAND_COUNT)
  private readonly slope = new Float64Array(BAND_COUNT)
  private readonly before = new Float64Array(BAND_COUNT)
  private readonly memory: Float64Array
  private readonly framesPerSecond: number

  constructor(framesPerSecond: number) {
    this.framesPerSecond = framesPerSecond
    this.memory = memoryOf(0.008, 0.05, framesPerSecond)
  }

  /** Takes the excitation of the next frame, not smeared over time. */
  follow(excitation: Float64Array): void {
    const { depth, loudness, slope, before, memory, framesPerSecond } = this
    for (let band = 0; band < BAND_COUNT; band++) {
      const keep = memory[band] as number
      const now = powerOf(excitation[band] as number, LOUDNESS)
      const change = framesPerSecond * Math.abs(now - (before[band] as number))
      const mean = keep * (loudness[band] as number) + (1 - keep) * now
      const meanSlope = keep * (slope[band] as number) + (1 - keep) * change
      before[band] = now
      loudness[band] = mean
      slope[band] = meanSlope
      depth[band] = meanSlope / (1 + mean / LOUDNESS)
    }
  }
}
