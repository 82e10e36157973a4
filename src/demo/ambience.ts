/** Delays that share no factor, frames at 44.1 kHz. */
const DELAYS = [1559, 1867, 2203, 2579] as const
const FEEDBACK = 0.8
const DAMPING = 0.35
const PRE_DELAY = 907

/** A small hall: four damped delays that feed each other, heard left and right by turns. */
export class Ambience {
  private readonly pre = new Float64Array(PRE_DELAY)
  private readonly lines = DELAYS.map((length) => new Float64Array(length))
  private readonly damped = new Float64Array(DELAYS.length)
  private frame = 0

  /** Adds the hall's answer to `send` in frames [0, frames). */
  render(send: Float32Array, left: Float32Array, right: Float32Array, frames: number): void {
    const { pre } = this
    const [lineA, lineB, lineC, lineD] = this.lines as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    for (let i = 0; i < frames; i++) {
      const at = this.frame++
      const early = at % PRE_DELAY
      const input = pre[early] ?? 0
      pre[early] = send[i] ?? 0
      const a = this.damp(0, lineA[at % lineA.length] ?? 0)
      const b = this.damp(1, lineB[at % lineB.length] ?? 0)
      const c = this.damp(2, lineC[at % lineC.length] ?? 0)
      const d = this.damp(3, lineD[at % lineD.length] ?? 0)
      // A Hadamard matrix keeps the energy; half of it per line makes it orthogonal.
      const half = 0.5 * FEEDBACK
      lineA[at % lineA.length] = input + half * (a + b + c + d)
      lineB[at % lineB.length] = input + half * (a - b + c - d)
      lineC[at % lineC.length] = -input + half * (a + b - c - d)
      lineD[at % lineD.length] = input + half * (a - b - c + d)
      left[i] = (left[i] ?? 0) + 0.5 * (a + c)
      right[i] = (right[i] ?? 0) + 0.5 * (b + d)
    }
  }

  private damp(line: number, sample: number): number {
    const now = (this.damped[line] ?? 0) * DAMPING + sample * (1 - DAMPING)
    this.damped[line] = now
    return now
  }
}
