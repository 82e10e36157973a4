import { cos } from '../elementary'

/** A cancelling signal of height 1, at four times the rate and at the base rate for each quarter of a frame. */
export interface CancellingKernel {
  /** Points of the four-fold rate from the middle to either end; a multiple of 4. */
  readonly reachPoints: number
  /** 2 · reachPoints + 1 values and three zeros. */
  readonly points: Float32Array
  /** Frames from the place's frame back to the first tap. */
  readonly halfFrames: number
  /** Taps per phase; a multiple of 4. */
  readonly taps: number
  /** Four rows of `taps`: the kernel seen from places 0, ¼, ½ and ¾ of a frame after a frame. */
  readonly shapes: Float32Array
}

const POINTS_PER_FRAME = 4
/** Length to either side. */
const REACH_MS = 0.5
/** Amplitude falls with f^−0.75: 4.5 dB an octave, much as music's masking does. */
const exponentOf = (freqHz: number): number =>
  1 / (Math.sqrt(freqHz) * Math.sqrt(Math.sqrt(freqHz)))
/** The spectrum's shape begins to fall here; below it is flat. */
const CORNER_HZ = 40
/** Ends of the band in shares of the sample rate: faded out between, so that all four phases agree. */
const PASS_SHARE = 0.44
const STOP_SHARE = 0.49
const BINS = 512

/**
 * The fixed kernel of the peak solver: zero phase, a spectrum falling 4.5 dB per octave, a raised cosine of 0.5 ms to
 * either side. Own arithmetic only, so that every engine gets the same bits.
 */
export const fixedKernel = (sampleRate: number): CancellingKernel => {
  const halfFrames = Math.max(2, Math.round((REACH_MS * sampleRate) / 1000))
  const reachPoints = halfFrames * POINTS_PER_FRAME
  const raw = (point: number): number => {
    if (Math.abs(point) >= reachPoints) return 0
    let sum = 0
    for (let bin = 0; bin < BINS; bin++) {
      const share = ((bin + 0.5) / BINS) * STOP_SHARE
      const fade = share <= PASS_SHARE ? 0 : (share - PASS_SHARE) / (STOP_SHARE - PASS_SHARE)
      const weight =
        exponentOf(Math.max(CORNER_HZ, share * sampleRate)) * (0.5 + 0.5 * cos(Math.PI * fade))
      sum += weight * cos((2 * Math.PI * share * point) / POINTS_PER_FRAME)
    }
    return sum * (0.5 + 0.5 * cos((Math.PI * point) / reachPoints))
  }
  const half = Array.from({ length: reachPoints + 1 }, (_, point) => raw(point))
  const top = half[0] as number
  const at = (point: number): number => (half[Math.abs(point)] ?? 0) / top
  const points = new Float32Array(2 * reachPoints + 4)
  for (let k = 0; k <= 2 * reachPoints; k++) points[k] = at(k - reachPoints)
  const taps = Math.ceil((2 * halfFrames + 2) / 4) * 4
  const shapes = new Float32Array(POINTS_PER_FRAME * taps)
  for (let phase = 0; phase < POINTS_PER_FRAME; phase++)
    for (let tap = 0; tap < taps; tap++)
      shapes[phase * taps + tap] = at((tap - halfFrames) * POINTS_PER_FRAME - phase)
  return { reachPoints, points, halfFrames, taps, shapes }
}
