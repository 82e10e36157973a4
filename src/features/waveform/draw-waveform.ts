import type { Peaks } from '../../engine/protocol'
import type { Surface } from '../../ui/plots/surface'
import type { TimeWindow } from './time-window'

/** Fills between the least and the largest sample of every column of pixels. */
export const drawWave = (
  { context, width }: Surface,
  { bins, values }: Peaks,
  { from, to }: TimeWindow,
  durationSeconds: number,
  top: number,
  height: number,
  colour: string,
): void => {
  if (bins === 0) return
  const middle = top + height / 2
  const firstBin = (from / durationSeconds) * bins
  const binsPerPixel = (((to - from) / durationSeconds) * bins) / width
  context.fillStyle = colour
  context.beginPath()
  for (let x = 0; x < width; x++) {
    const start = Math.max(0, Math.floor(firstBin + x * binsPerPixel))
    const end = Math.min(bins, Math.max(start + 1, Math.floor(firstBin + (x + 1) * binsPerPixel)))
    let [least, most] = [0, 0]
    for (let bin = start; bin < end; bin++) {
      least = Math.min(least, values[2 * bin] ?? 0)
      most = Math.max(most, values[2 * bin + 1] ?? 0)
    }
    const y = middle - Math.min(1, most) * (height / 2)
    // A hair at least, so that silence is a line.
    context.rect(x, y, 1, Math.max(0.75, middle - Math.max(-1, least) * (height / 2) - y))
  }
  context.fill()
}

/** Triangles at the upper edge (pointing down) or the lower one (pointing up), one per few pixels. */
export const drawMarks = (
  { context, width, height, token }: Surface,
  bins: readonly number[],
  binCount: number,
  { from, to }: TimeWindow,
  durationSeconds: number,
  edge: 'top' | 'bottom',
): void => {
  const [tip, base] = edge === 'top' ? [8, 1] : [height - 8, height - 1]
  let last = Number.NEGATIVE_INFINITY
  context.fillStyle = token('--bad')
  context.strokeStyle = token('--curve-halo')
  for (const bin of bins) {
    const seconds = ((bin + 0.5) / binCount) * durationSeconds
    const x = ((seconds - from) / (to - from)) * width
    if (x < 0 || x > width || x - last < 5) continue
    last = x
    context.beginPath()
    context.moveTo(x, tip)
    context.lineTo(x - 4, base)
    context.lineTo(x + 4, base)
    context.closePath()
    context.stroke()
    context.fill()
  }
}
