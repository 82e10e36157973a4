import type { Peaks } from '../../analysis/peaks'
import type { TimeWindow } from './time-window'

/**
 * What a window on a track shows in so many columns of pixels: the largest sample of each (0…1), and the
 * least (−1…0), as the two arrays that wavesurfer draws above and below its middle line. Fresh copies, kept
 * within ±1, since wavesurfer scales what is larger. No audio is silence; at least one column, since it
 * takes an empty array for "decode it yourself".
 */
export const windowPeaks = (
  { bins, values }: Peaks,
  { from, to }: TimeWindow,
  durationSeconds: number,
  columns: number,
): [Float32Array, Float32Array] => {
  const count = Math.max(1, columns)
  const maxima = new Float32Array(count)
  const minima = new Float32Array(count)
  if (bins === 0 || durationSeconds <= 0) return [maxima, minima]
  const firstBin = (from / durationSeconds) * bins
  const binsPerColumn = (((to - from) / durationSeconds) * bins) / count
  for (let x = 0; x < count; x++) {
    const start = Math.max(0, Math.floor(firstBin + x * binsPerColumn))
    const end = Math.min(bins, Math.max(start + 1, Math.floor(firstBin + (x + 1) * binsPerColumn)))
    let [least, most] = [0, 0]
    for (let bin = start; bin < end; bin++) {
      least = Math.min(least, values[2 * bin] ?? 0)
      most = Math.max(most, values[2 * bin + 1] ?? 0)
    }
    minima[x] = Math.max(-1, least)
    maxima[x] = Math.min(1, most)
  }
  return [maxima, minima]
}
