import type { Peaks } from '../../engine/protocol'

/**
 * [min, max] pairs as the two arrays that wavesurfer draws above and below its middle line: maxima, then minima.
 * Fresh copies. No bins give one silent bin, since an empty array is read as "decode it yourself".
 */
export const splitPeaks = ({ bins, values }: Peaks): [Float32Array, Float32Array] => {
  const count = Math.max(1, bins)
  const maxima = new Float32Array(count)
  const minima = new Float32Array(count)
  for (let bin = 0; bin < bins; bin += 1) {
    minima[bin] = values[2 * bin] ?? 0
    maxima[bin] = values[2 * bin + 1] ?? 0
  }
  return [maxima, minima]
}
