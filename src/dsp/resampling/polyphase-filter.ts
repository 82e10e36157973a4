import { sin } from '../elementary'
import { kaiserAt, kaiserBeta, kaiserOrder } from '../filters/kaiser'

/** Stop band of the prototype, dB: alias and spurs land below −140 with float32 at both ends. */
const STOP_BAND_DB = 150
/** Pass band as a share of the lower Nyquist frequency: 20 kHz of 22.05 kHz. */
const PASS_SHARE = 20_000 / 22_050
/** Weights that fit kernel memory (10 MB): enough between any two standard rates. */
const MAXIMUM_WEIGHTS = 1_250_000
/**
 * Rows for each sample of the lower rate where there is no row for every phase. A cubic through four rows errs by
 * 3/128 · (π / 512)^4: −209 dB (Lagrange's remainder at the Nyquist frequency).
 */
const INTERPOLATED_ROWS = 512
/** A cubic takes one row before and two behind. */
const ROWS_AROUND = 3

/** The rows of a polyphase filter between two rates, and how an output finds its own. */
export interface PolyphaseFilter {
  /** Outputs for every `step` inputs, without a common divisor. */
  readonly phases: number
  readonly step: number
  /** Of a row; a multiple of 4. */
  readonly taps: number
  /**
   * Tap j of the row at distance d weighs input frame (base − taps/2 + 1 + j) of an output d after `base`.
   * One row a phase; or, with `interpolated`, that many a frame, the first at d = −1/interpolated.
   */
  readonly rows: Float64Array
  /** Rows a frame of an interpolated filter; null where each phase has its row. */
  readonly interpolated: number | null
}

/**
 * Linear-phase Kaiser filter between two rates (Hz), cut-off midway between pass band and lower Nyquist; each row sums
 * to 1. In a small ratio every phase has its row, else rows lie close enough that a cubic between them is exact.
 */
export const polyphaseFilter = (sourceRate: number, targetRate: number): PolyphaseFilter => {
  const divisor = greatestCommonDivisor(sourceRate, targetRate)
  const ratio = { phases: targetRate / divisor, step: sourceRate / divisor }
  const prototype = prototypeOf(sourceRate, targetRate)
  if (ratio.phases * prototype.taps <= MAXIMUM_WEIGHTS) {
    const rows = rowsOf(prototype, ratio.phases, 0, ratio.phases)
    return { ...ratio, rows, taps: prototype.taps, interpolated: null }
  }
  // A filter for a lower rate is as much slower along its own length.
  const perFrame = Math.ceil(INTERPOLATED_ROWS * Math.min(1, targetRate / sourceRate))
  const rows = rowsOf(prototype, perFrame, -1, perFrame + ROWS_AROUND)
  return { ...ratio, rows, taps: prototype.taps, interpolated: perFrame }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

interface Prototype {
  /** Cycles a source frame. */
  readonly cutoff: number
  readonly beta: number
  readonly taps: number
}

function prototypeOf(sourceRate: number, targetRate: number): Prototype {
  const nyquist = Math.min(sourceRate, targetRate) / 2
  const width = (nyquist * (1 - PASS_SHARE)) / sourceRate
  const cutoff = (nyquist * (1 + PASS_SHARE)) / 2 / sourceRate
  const beta = kaiserBeta(STOP_BAND_DB)
  const taps = Math.ceil(kaiserOrder(STOP_BAND_DB, width) / 4) * 4
  return { cutoff, beta, taps }
}

/** `count` rows, `perFrame` a frame, from row `first` on. */
function rowsOf(
  { cutoff, beta, taps }: Prototype,
  perFrame: number,
  first: number,
  count: number,
): Float64Array {
  const rows = new Float64Array(count * taps)
  for (let p = 0; p < count; p++) {
    let sum = 0
    for (let j = 0; j < taps; j++) {
      const distance = (p + first) / perFrame - (j - taps / 2 + 1)
      const angle = 2 * Math.PI * cutoff * distance
      const sinc = angle === 0 ? 1 : sin(angle) / angle
      const value = sinc * kaiserAt(distance / (taps / 2), beta)
      rows[p * taps + j] = value
      sum += value
    }
    for (let j = 0; j < taps; j++) rows[p * taps + j] = (rows[p * taps + j] ?? 0) / sum
  }
  return rows
}
