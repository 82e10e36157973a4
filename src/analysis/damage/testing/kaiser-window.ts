import { kaiserAt } from '../../../dsp/filters/kaiser'

/** Kaiser's window, 1 in the middle. */
export const kaiser = (length: number, beta: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => {
    const t = (2 * n) / (length - 1) - 1
    return kaiserAt(t, beta) / kaiserAt(0, beta)
  })
