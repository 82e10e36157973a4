/** Predicts nothing but "as before". */
const DIFFERENCE_ONLY = 31

/**
 * Samples from residues, in place: each is predicted from the ones before by coefficients that follow the sign of the error. All
 * arithmetic is that of 32-bit integers; results are cut to `sampleBits`.
 */
export const predict = (
  samples: Int32Array,
  count: number,
  coefficients: Int16Array | null,
  order: number,
  sampleBits: number,
  shift: number,
): void => {
  if (order === 0) return
  const cut = 32 - sampleBits
  const start = coefficients && order !== DIFFERENCE_ONLY ? Math.min(order + 1, count) : count
  for (let j = 1; j < start; j++)
    samples[j] = (((samples[j] ?? 0) + (samples[j - 1] ?? 0)) << cut) >> cut
  if (!coefficients) return
  const half = shift > 0 ? 1 << (shift - 1) : 0
  for (let j = start; j < count; j++) {
    const top = samples[j - order - 1] ?? 0
    let sum = 0
    for (let k = 0; k < order; k++)
      sum = (sum + Math.imul(coefficients[k] ?? 0, (samples[j - 1 - k] ?? 0) - top)) | 0
    const residue = samples[j] ?? 0
    adapt(samples, j, top, residue, coefficients, order, shift)
    samples[j] = ((residue + top + ((sum + half) >> shift)) << cut) >> cut
  }
}

const adapt = (
  samples: Int32Array,
  j: number,
  top: number,
  residue: number,
  coefficients: Int16Array,
  order: number,
  shift: number,
): void => {
  const sign = Math.sign(residue)
  let left = residue
  for (let k = order - 1; k >= 0 && left * sign > 0; k--) {
    const distance = top - (samples[j - 1 - k] ?? 0)
    const step = Math.sign(distance) * sign
    coefficients[k] = (coefficients[k] ?? 0) - step
    left -= (order - k) * ((step * distance) >> shift)
  }
}
