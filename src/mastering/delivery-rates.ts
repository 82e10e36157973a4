import { resampledLength } from '../dsp/resampling/resampler'

/** Sample rates that files are asked for in, Hz: the CD and video families and their multiples. */
const COMMON_RATES_HZ = [44_100, 48_000, 88_200, 96_000, 176_400, 192_000] as const

/** Rates (Hz) that a source of this rate can be delivered at, ascending; its own among them. */
export const deliveryRatesHz = (sourceRate: number): readonly number[] =>
  [...new Set([...COMMON_RATES_HZ, sourceRate])].sort((a, b) => a - b)

/** Frames of the delivered file: round(n · L / M). */
export const deliveredFrames = (
  lengthFrames: number,
  sourceRate: number,
  deliveryRate: number,
): number => resampledLength(lengthFrames, sourceRate, deliveryRate)
