import { drawYAxis, type Frame, yOf } from '../../ui/plots/axes'
import type { PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { drawTrace, fillBelow, pathThrough } from '../../ui/plots/traces'
import type { Scale } from '../../ui/scale'
import { formatNumber } from '../../words/format'

/** One band's picture: a curve that hangs from 0 dB, and how far it hangs now. */
export interface RowPicture {
  readonly label: string
  /** x in px from the frame's left edge, reduction in dB ≥ 0, alternating. */
  readonly points: Float32Array
  readonly count: number
  /** dB ≥ 0; null where nothing is live. */
  readonly nowDb: number | null
  readonly largestDb: number
}

const LABEL_LEFT = 26
const BAR_WIDTH = 10
const NUMBER_WIDTH = 40
const ROW_GAP = 4
const RANGES_DB = [6, 12, 24] as const
/** Rows below this height have no room for a scale. */
const LOWEST_WITH_SCALE = 34

/** The curves' part of a row. */
export const rowFrames = (width: number, height: number, rows: number): readonly Frame[] => {
  const each = (height - 8 - ROW_GAP * (rows - 1)) / Math.max(1, rows)
  return Array.from({ length: rows }, (_, k) => ({
    left: LABEL_LEFT,
    top: 4 + k * (each + ROW_GAP),
    width: Math.max(1, width - LABEL_LEFT - BAR_WIDTH - NUMBER_WIDTH - 8),
    height: Math.max(1, each),
  }))
}

/** How a cursor of so many steps walks the curves. */
export const rowCursor = (
  steps: number,
): Pick<PlotCursor, 'label' | 'steps' | 'stepAt' | 'xOf'> => {
  const frameAt = (width: number): Frame | undefined => rowFrames(width, 100, 1)[0]
  return {
    label: 'Gain reduction cursor',
    steps,
    stepAt: (x, width) => {
      const frame = frameAt(width)
      if (!frame || x < frame.left || x > frame.left + frame.width) return null
      return Math.round(((x - frame.left) / frame.width) * (steps - 1))
    },
    xOf: (step, width) => {
      const frame = frameAt(width)
      return (frame?.left ?? 0) + (step / (steps - 1)) * (frame?.width ?? 0)
    },
  }
}

/** The narrowest range that shows the largest reduction; one for all rows, so that they compare. */
export const reductionScale = (largestDb: number): Scale => ({
  kind: 'linear',
  min: -(RANGES_DB.find((range) => range >= largestDb) ?? 24),
  max: 0,
})

/** Rows below each other, each with its name, curve, bar and number. */
export const drawReduction = (surface: Surface, rows: readonly RowPicture[]): void => {
  const { context, width, height, token } = surface
  const scale = reductionScale(Math.max(0, ...rows.map(({ largestDb }) => largestDb)))
  const frames = rowFrames(width, height, rows.length)
  for (const [k, row] of rows.entries()) {
    const frame = frames[k]
    if (!frame) continue
    const ticks = [0, scale.min / 2, scale.min].map((value) => ({
      value,
      label: formatNumber(value, 0),
      strong: value === 0,
    }))
    drawYAxis(surface, frame, scale, frame.height < LOWEST_WITH_SCALE ? ticks.slice(0, 1) : ticks)
    const points = new Float32Array(2 * row.count)
    for (let n = 0; n < row.count; n++) {
      points[2 * n] = frame.left + (row.points[2 * n] ?? 0)
      points[2 * n + 1] = yOf(frame, scale, -(row.points[2 * n + 1] ?? 0))
    }
    fillBelow(surface, points, row.count, frame.top, token('--master'), 0.35)
    drawTrace(surface, pathThrough(points), { colour: token('--master'), width: 1.25 })

    const barLeft = frame.left + frame.width + 4
    context.fillStyle = token('--sunken')
    context.fillRect(barLeft, frame.top, BAR_WIDTH, frame.height)
    if (row.nowDb !== null && row.nowDb > 0) {
      context.fillStyle = token('--master')
      context.fillRect(barLeft, frame.top, BAR_WIDTH, yOf(frame, scale, -row.nowDb) - frame.top)
    }
    if (row.largestDb > 0) {
      context.fillStyle = token('--text')
      context.fillRect(barLeft, yOf(frame, scale, -row.largestDb) - 1, BAR_WIDTH, 2)
    }

    context.textBaseline = 'top'
    context.textAlign = 'left'
    context.fillStyle = token('--text')
    const number = row.nowDb ?? row.largestDb
    context.fillText(
      number === 0 ? '0.0' : formatNumber(-number, 1),
      barLeft + BAR_WIDTH + 5,
      frame.top,
    )
    context.strokeStyle = token('--curve-halo')
    context.lineWidth = 3
    const labelY = frame.top + frame.height - 13
    context.strokeText(row.label, frame.left + 5, labelY)
    context.fillText(row.label, frame.left + 5, labelY)
  }
}
