import { BandSolver } from './band-solver'
import { addAutocorrelation, solvePredictor } from './linear-predictor'

/** Poles of the predictor; more make no difference to music that tests could tell (docs/adr/0016). */
const ORDER = 32
/** Frames on either side of a click that the waveform is learnt from. */
export const MENDING_CONTEXT = 1024
/** Frames that count as one click, at most: a millisecond either way. */
export const clickFrames = (sampleRate: number): number => 2 * halfClick(sampleRate) + 1

/** Frames of a click on either side of where it is sharpest, at most. */
export const halfClick = (sampleRate: number): number => Math.round(sampleRate / 1000)

/** A click has so many times the energy that replacing it may add; elsewhere nothing is replaced. */
const LEAST_ENERGY = 16

/**
 * Replaces the few frames of a click by those that a linear predictor, learnt from both sides, leaves the least residual of (least
 * squares: Janssen, Veldhuis & Vries 1986; Godsill & Rayner, Digital Audio Restoration, ch. 5). What is no click stays:
 * where the samples lie about as near to it as the replacement itself is sure. Double precision and plain arithmetic, so that
 * all machines agree; everything is allocated when it is built.
 */
export class ClickMender {
  /** Float64: MENDING_CONTEXT frames, the click, MENDING_CONTEXT frames. Filled by the caller. */
  readonly window: Float64Array
  private readonly a = new Float64Array(ORDER + 1)
  private readonly spare = new Float64Array(ORDER + 1)
  private readonly sums = new Float64Array(ORDER + 1)
  /** What the predictor comes to beside itself, 0…ORDER frames late. */
  private readonly products = new Float64Array(ORDER + 1)
  private readonly solver: BandSolver
  private readonly replaced: Float64Array
  private readonly was: Float64Array

  /** `mostFrames`: of a click. */
  constructor(mostFrames: number) {
    this.window = new Float64Array(2 * MENDING_CONTEXT + mostFrames)
    this.solver = new BandSolver(ORDER, mostFrames)
    this.replaced = new Float64Array(mostFrames)
    this.was = new Float64Array(mostFrames)
  }

  /** Mends the `frames` frames in the middle of the window. False where they are no click: they are then as they were. */
  mend(frames: number): boolean {
    const { window, was, solver } = this
    const from = MENDING_CONTEXT
    const to = from + frames
    const end = to + MENDING_CONTEXT
    for (let k = 0; k < frames; k++) was[k] = window[from + k] as number
    this.sums.fill(0)
    addAutocorrelation(this.sums, window, 0, from)
    addAutocorrelation(this.sums, window, to, end)
    let isMended = false
    if (this.fill(frames)) {
      // Once more, by what the waveform is with the gap closed.
      this.sums.fill(0)
      addAutocorrelation(this.sums, window, 0, end)
      const left = this.fill(frames)
      let energy = 0
      for (let k = 0; k < frames; k++)
        energy += ((window[from + k] as number) - (was[k] as number)) ** 2
      const added = (left / (end - frames)) * solver.inverseTrace()
      isMended = left > 0 && energy >= LEAST_ENERGY * added
    }
    if (!isMended) for (let k = 0; k < frames; k++) window[from + k] = was[k] as number
    return isMended
  }

  /** Fills the gap by what the sums tell. Returns the energy that the predictor leaves of the window; 0 where there is none to learn from. */
  private fill(frames: number): number {
    const { window, a, products, solver, replaced } = this
    const from = MENDING_CONTEXT
    const left = solvePredictor(this.sums, a, this.spare)
    if (left === 0) return 0
    for (let lag = 0; lag <= ORDER; lag++) {
      let sum = 0
      for (let j = 0; j + lag <= ORDER; j++) sum += (a[j] as number) * (a[j + lag] as number)
      products[lag] = sum
    }
    if (!solver.factorise(products, frames)) return 0
    for (let k = 0; k < frames; k++) {
      let known = 0
      for (let lag = 1; lag <= ORDER; lag++) {
        const product = products[lag] as number
        if (lag > k) known += product * (window[from + k - lag] as number)
        if (k + lag >= frames) known += product * (window[from + k + lag] as number)
      }
      replaced[k] = -known
    }
    solver.solve(replaced)
    for (let k = 0; k < frames; k++) window[from + k] = replaced[k] as number
    return left
  }
}
