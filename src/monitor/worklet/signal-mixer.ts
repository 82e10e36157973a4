import type { PairBlock } from './pair-queue'
import { Ramp } from './ramp'

/** Weights of the two signals in what is heard; difference = { original: −go, master: gm }. */
export interface Mix {
  readonly original: number
  readonly master: number
}

/** left = [0]·L + [1]·R, right = [2]·L + [3]·R */
export type OutputMatrix = readonly [number, number, number, number]

const STEREO: OutputMatrix = [1, 0, 0, 1]

/** From pairs to what is heard: weights of original and master, then the part of the image. Changes fade. */
export class SignalMixer {
  private readonly original: Ramp
  private readonly master: Ramp
  private readonly matrix: readonly [Ramp, Ramp, Ramp, Ramp]

  constructor(fadeFrames: number) {
    const weight = (value: number) => new Ramp(value, fadeFrames)
    this.original = weight(0)
    this.master = weight(1)
    this.matrix = [weight(1), weight(0), weight(0), weight(1)]
  }

  /** `silent`: nothing is heard now, so there is nothing to fade. */
  listen(mix: Mix, silent: boolean): void {
    move(this.original, mix.original, silent)
    move(this.master, mix.master, silent)
  }

  /** Which part of the image is heard; without effect on mono beyond silence for what has no side. */
  setOutput(matrix: OutputMatrix, silent: boolean): void {
    for (const [index, ramp] of this.matrix.entries()) move(ramp, matrix[index] ?? 0, silent)
  }

  /** Writes `count` frames of `pair` into `output` under `gate`, which the caller advances. */
  mixInto(output: readonly Float32Array[], pair: PairBlock, gate: Ramp, count: number): void {
    const steady =
      this.original.framesLeft + this.master.framesLeft + gate.framesLeft === 0 && gate.target === 1
    for (const [channel, o] of pair.original.entries()) {
      const out = output[channel]
      const m = pair.master[channel]
      if (!out || !m) continue
      for (let i = 0; i < count; i++) {
        const wo = steady ? this.original.target : this.original.peek(i)
        const wm = steady ? this.master.target : this.master.peek(i)
        const g = steady ? 1 : gate.peek(i)
        out[i] = g * (wo * (o[i] ?? 0) + wm * (m[i] ?? 0))
      }
    }
    this.original.advance(count)
    this.master.advance(count)
    this.shape(output, count)
  }

  /** Left and right through the matrix, in place; plain stereo passes bit for bit. */
  private shape(output: readonly Float32Array[], count: number): void {
    const { matrix } = this
    if (matrix.every((ramp, index) => ramp.framesLeft === 0 && ramp.target === STEREO[index]))
      return
    const [left, right = left] = output
    if (!left || !right) return
    const [ll, lr, rl, rr] = matrix
    for (let i = 0; i < count; i++) {
      const l = left[i] ?? 0
      const r = right[i] ?? 0
      left[i] = ll.peek(i) * l + lr.peek(i) * r
      if (right !== left) right[i] = rl.peek(i) * l + rr.peek(i) * r
    }
    for (const ramp of matrix) ramp.advance(count)
  }
}

const move = (ramp: Ramp, target: number, silent: boolean): void => {
  if (silent) ramp.jumpTo(target)
  else ramp.moveTo(target)
}
