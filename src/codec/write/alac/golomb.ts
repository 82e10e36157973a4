import type { BitWriter } from './bit-writer'

/** Of the cookie: how fast the mean follows, where it begins, the most bits of a remainder. */
export const GOLOMB = { pb: 40, mb: 10, kb: 14, maxRun: 255 } as const

const MEAN_SHIFT = 9
const MEAN_MAX = 0xffff
const LONGEST_PREFIX = 9
const LONGEST_CODE = 25
const RUN_BITS = 16
const LONGEST_RUN = 65_535

/**
 * Writes residuals as adaptive Golomb codes (Apple Lossless Audio Codec, ag_enc.c in Apple's description under
 * Apache-2.0): the divisor follows a running mean, and where it is near zero, runs of zeros are counted.
 */
export const writeResiduals = (
  bits: BitWriter,
  residuals: Int32Array,
  count: number,
  sampleBits: number,
): void => {
  const { pb, kb } = GOLOMB
  let mean: number = GOLOMB.mb
  let afterRun = 0
  let i = 0
  while (i < count) {
    const k = Math.min(kb, 31 - Math.clz32((mean >>> MEAN_SHIFT) + 3))
    const value = residuals[i++] ?? 0
    const n = 2 * Math.abs(value) - (value < 0 ? 1 : 0) - afterRun
    writeCode(bits, n, (1 << k) - 1, k, sampleBits)
    mean = (pb * (n + afterRun) + mean - Math.floor((pb * mean) / 2 ** MEAN_SHIFT)) >>> 0
    if (n > MEAN_MAX) mean = MEAN_MAX
    afterRun = 0
    if (mean << 2 >= 1 << MEAN_SHIFT || i >= count) continue
    afterRun = 1
    let run = 0
    while (i < count && residuals[i] === 0) {
      i++
      run++
      if (run < LONGEST_RUN) continue
      afterRun = 0
      break
    }
    const runK = Math.clz32(mean) - 24 + ((mean + 16) >> 6)
    writeRun(bits, run, ((1 << runK) - 1) & ((1 << kb) - 1), runK)
    mean = 0
  }
}

const writeCode = (
  bits: BitWriter,
  n: number,
  divisor: number,
  k: number,
  sampleBits: number,
): void => {
  const quotient = Math.floor(n / divisor)
  if (quotient < LONGEST_PREFIX) {
    const rest = n - divisor * quotient
    const short = rest === 0 ? 1 : 0
    const length = quotient + k + 1 - short
    if (length <= LONGEST_CODE) {
      writeGolomb(bits, quotient, rest + 1 - short, length)
      return
    }
  }
  bits.put((1 << LONGEST_PREFIX) - 1, LONGEST_PREFIX)
  bits.put(n, sampleBits)
}

const writeRun = (bits: BitWriter, n: number, divisor: number, k: number): void => {
  const quotient = Math.floor(n / divisor)
  if (quotient < LONGEST_PREFIX) {
    const rest = n - divisor * quotient
    const short = rest === 0 ? 1 : 0
    const length = quotient + k + 1 - short
    if (length <= LONGEST_PREFIX + RUN_BITS) {
      writeGolomb(bits, quotient, rest + 1 - short, length)
      return
    }
  }
  bits.put((1 << LONGEST_PREFIX) - 1, LONGEST_PREFIX)
  bits.put(n, RUN_BITS)
}

/** `quotient` ones, then the rest in what is left of `length`. */
const writeGolomb = (bits: BitWriter, quotient: number, rest: number, length: number): void => {
  bits.put((1 << quotient) - 1, quotient)
  bits.put(rest, length - quotient)
}
