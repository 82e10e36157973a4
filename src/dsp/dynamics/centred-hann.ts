import { cos } from '../elementary'

/** Windows that were made: every window of cancelling kernels is shaped by the same two. */
const windows = new Map<number, Float32Array>()

/** ½ − ½·cos(2π(n + ½)/size), n = 0 … size − 1; made once, not to be written to. */
export const centredHann = (size: number): Float32Array => {
  const known = windows.get(size)
  if (known) return known
  const window = new Float32Array(size)
  for (let n = 0; n < size; n++) window[n] = 0.5 - 0.5 * cos((2 * Math.PI * (n + 0.5)) / size)
  windows.set(size, window)
  return window
}
