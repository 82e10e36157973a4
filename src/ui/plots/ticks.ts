import { formatTime } from '../../words/format'
import type { Tick } from './axes'

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]
const LEAST_PIXELS = 72

/** Round times from 0 to `seconds`, no nearer than their labels need; the ends are left free. */
export const timeTicks = (seconds: number, width: number, from = 0): readonly Tick[] => {
  const fewest = (seconds * LEAST_PIXELS) / Math.max(1, width)
  const step = TIME_STEPS.find((candidate) => candidate >= fewest) ?? 7200
  const ticks: Tick[] = []
  for (let k = Math.floor(from / step) + 1; k * step < from + seconds; k++)
    ticks.push({ value: k * step, label: formatTime(k * step) })
  return ticks
}
