/** Coefficients of a predictor. */
export const ORDER = 8
export const DENOMINATOR_SHIFT = 9
const HALF = 1 << (DENOMINATOR_SHIFT - 1)
const ONE = 1 << DENOMINATOR_SHIFT

/** What a predictor begins with (Apple Lossless Audio Codec, dp_enc.c in Apple's description under Apache-2.0). */
export const startCoefficients = (): Int16Array => {
  const coefficients = new Int16Array(ORDER)
  coefficients.set([(38 * ONE) >> 4, (-29 * ONE) >> 4, (-2 * ONE) >> 4])
  return coefficients
}

/**
 * Residuals of the sign-LMS predictor: each sample minus what the ones before it foretell, wrapped to `sampleBits`.
 * `coefficients` adapt in place, as the decoder's do.
 */
export const predict = (
  samples: Int32Array,
  residuals: Int32Array,
  count: number,
  coefficients: Int16Array,
  sampleBits: number,
): void => {
  const wrap = 32 - sampleBits
  residuals[0] = samples[0] ?? 0
  const plain = Math.min(count, ORDER + 1)
  for (let i = 1; i < plain; i++)
    residuals[i] = (((samples[i] ?? 0) - (samples[i - 1] ?? 0)) << wrap) >> wrap
  for (let i = plain; i < count; i++) {
    const base = samples[i - ORDER - 1] ?? 0
    let sum = 0
    for (let k = 0; k < ORDER; k++)
      sum = (sum + Math.imul(coefficients[k] ?? 0, (samples[i - 1 - k] ?? 0) - base)) | 0
    const foretold = base + ((sum + HALF) >> DENOMINATOR_SHIFT)
    const residual = (((samples[i] ?? 0) - foretold) << wrap) >> wrap
    residuals[i] = residual
    if (residual !== 0) adapt(samples, i, base, residual, coefficients)
  }
}

const adapt = (
  samples: Int32Array,
  at: number,
  base: number,
  residual: number,
  coefficients: Int16Array,
): void => {
  const sign = residual > 0 ? 1 : -1
  let left = residual
  for (let k = ORDER - 1; k >= 0 && left * sign > 0; k--) {
    const distance = base - (samples[at - 1 - k] ?? 0)
    const direction = Math.sign(distance) * sign
    coefficients[k] = (coefficients[k] ?? 0) - direction
    left -= (ORDER - k) * ((direction * distance) >> DENOMINATOR_SHIFT)
  }
}
