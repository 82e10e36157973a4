import type { Surface } from '../../ui/plots/surface'
import type { TimeWindow } from './time-window'

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
