import type { SwapFile } from '../swap-file'

/** A swap file in memory, of `mostBytes` at most. */
export const memorySwap = (mostBytes = 2 ** 26): SwapFile => {
  let bytes = new Uint8Array(0)
  return {
    name: 'test',
    isShared: true,
    mostBytes,
    grow: (size) => {
      if (size > mostBytes) return false
      const grown = new Uint8Array(size)
      grown.set(bytes)
      bytes = grown
      return true
    },
    read: (at, into) => {
      into.set(new Float32Array(bytes.buffer, at, into.length))
    },
    write: (at, samples) => {
      new Float32Array(bytes.buffer, at, samples.length).set(samples)
    },
  }
}
