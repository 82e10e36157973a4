import { expect } from 'vitest'

type Samples = Float32Array | Float64Array | Int32Array | Int16Array | Uint8Array

const KINDS = [Float32Array, Float64Array, Int32Array, Int16Array, Uint8Array] as const

const isSamples = (value: unknown): value is Samples =>
  typeof value === 'object' &&
  value !== null &&
  KINDS.some((kind) => Object.getPrototypeOf(value) === kind.prototype)

const isSame = (a: Samples, b: Samples): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

// By itself toEqual makes a comparison with all its rules for every single sample: seconds for a second of audio.
// Where two arrays differ it does so still, and words the difference.
expect.addEqualityTesters([
  (a, b) =>
    isSamples(a) &&
    isSamples(b) &&
    Object.getPrototypeOf(a) === Object.getPrototypeOf(b) &&
    isSame(a, b)
      ? true
      : undefined,
])
