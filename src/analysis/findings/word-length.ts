import { latticeStep } from '../evidence/small-samples'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'

/** float32 keeps 24 bits, whatever the file holds more. */
const MOST_BITS = 24
/** A file of so many bits is meant to hold more than 16. */
const LONG_BITS = 20
/** What 16-bit audio uses. */
const SHORT_BITS = 16

/** Bits that samples of 24 bits use, by the bits set in all of them. */
export const usedBitsOf = (bits: number): number =>
  bits === 0 ? 0 : MOST_BITS - Math.log2(bits & -bits)

export const WORD_LENGTH_DETECTORS = {
  'unused-bits': ({ evidence: { samples }, bitDepth }) => {
    if (bitDepth === null || !samples.isWhole) return notMeasured('no-bits')
    const used = usedBitsOf(samples.bits)
    if (bitDepth < LONG_BITS || used > SHORT_BITS) return NOT_FOUND
    return found(0.3, Math.min(MOST_BITS, bitDepth) - used, 'bits')
  },
  'scaled-bits': ({ evidence: { samples, small }, bitDepth }) => {
    if (bitDepth === null || !samples.isWhole) return notMeasured('no-bits')
    if (bitDepth < LONG_BITS || usedBitsOf(samples.bits) <= SHORT_BITS) return NOT_FOUND
    const step = latticeStep(small)
    return step === null ? NOT_FOUND : found(0.3, step, 'LSB', { certainty: 0.9 })
  },
} satisfies Detectors<ExaminedFacts>
