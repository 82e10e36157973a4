import type { BitReader } from './bit-reader'

/** How the mean of the residues is followed. */
export interface RiceSettings {
  readonly initialMean: number
  readonly adaptation: number
  readonly mostBits: number
}

const MEAN_SHIFT = 9
const MEAN_ONE = 1 << MEAN_SHIFT
const MOST_MEAN = 0xffff
/** So many ones in a row say that the number follows as it is. */
const ESCAPE_ONES = 9
const RUN_BITS = 16

/** `count` residues, coded by Golomb-Rice codes whose parameter follows their mean; runs of zeros by their length. */
export const readResidues = (
  bits: BitReader,
  into: Int32Array,
  count: number,
  sampleBits: number,
  { initialMean, adaptation, mostBits }: RiceSettings,
): void => {
  const runMask = 2 ** mostBits - 1
  let mean = initialMean
  let afterRun = 0
  for (let at = 0; at < count && !bits.isPastEnd; ) {
    const k = Math.min(31 - Math.clz32((mean >>> MEAN_SHIFT) + 3), mostBits)
    const value = readValue(bits, k, 2 ** k - 1, sampleBits) + afterRun
    into[at++] = value % 2 === 0 ? value / 2 : -(value + 1) / 2
    mean = adaptation * value + mean - ((adaptation * mean) >>> MEAN_SHIFT)
    if (value - afterRun > MOST_MEAN) mean = MOST_MEAN
    afterRun = 0
    if (mean * 4 >= MEAN_ONE || at >= count) continue
    const runK = Math.clz32(mean) - 24 + ((mean + 16) >> 6)
    const run = readValue(bits, runK, (2 ** runK - 1) & runMask, RUN_BITS)
    into.fill(0, at, Math.min(count, at + run))
    at += run
    afterRun = run < MOST_MEAN ? 1 : 0
    mean = 0
  }
}

const readValue = (bits: BitReader, k: number, scale: number, escapeBits: number): number => {
  const ones = Math.clz32(~bits.peek())
  if (ones >= ESCAPE_ONES) {
    bits.at += ESCAPE_ONES
    return bits.take(escapeBits)
  }
  bits.at += ones + 1
  if (k === 1) return ones
  const rest = bits.take(k)
  if (rest >= 2) return ones * scale + rest - 1
  // The last bit was not part of it.
  bits.at--
  return ones * scale
}
