/** Bytes of all parts, one behind the other; none give an empty array. */
export const joinedBytes = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  filled(new Uint8Array(lengthOf(parts)), parts)

/** Floats of all parts, one behind the other; none give an empty array. */
export const joinedFloats = (parts: readonly Float32Array[]): Float32Array<ArrayBuffer> =>
  filled(new Float32Array(lengthOf(parts)), parts)

/** The same of float64. */
export const joinedDoubles = (parts: readonly Float64Array[]): Float64Array<ArrayBuffer> =>
  filled(new Float64Array(lengthOf(parts)), parts)

type Part = ArrayLike<number>

const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0)

const filled = <T extends { set(part: Part, at: number): void }>(
  whole: T,
  parts: readonly Part[],
): T => {
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
