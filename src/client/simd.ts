/** The smallest module that uses SIMD: a function that drops i8x16.splat(0). */
const PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
])

/** Whether this browser runs WebAssembly SIMD, which every kernel needs. */
export const hasSimd = (): boolean => typeof WebAssembly === 'object' && WebAssembly.validate(PROBE)
