import type { Surface } from './surface'

export interface TraceStyle {
  readonly colour: string
  readonly width?: number
  /** Lengths of strokes and gaps; none = solid. */
  readonly dash?: readonly number[]
  readonly alpha?: number
}

/** A line through points given as x, y, x, y, …; NaN in y lifts the pen. */
export const pathThrough = (points: ArrayLike<number>, count = points.length / 2): Path2D => {
  const path = new Path2D()
  let down = false
  for (let k = 0; k < count; k++) {
    const x = points[2 * k] ?? 0
    const y = points[2 * k + 1] ?? Number.NaN
    if (Number.isNaN(y)) down = false
    else if (down) path.lineTo(x, y)
    else {
      path.moveTo(x, y)
      down = true
    }
  }
  return path
}

/** Strokes a path. */
export const drawTrace = (
  { context }: Surface,
  path: Path2D,
  { colour, width = 1.5, dash = [], alpha = 1 }: TraceStyle,
): void => {
  context.strokeStyle = colour
  context.lineWidth = width
  context.globalAlpha = alpha
  context.setLineDash([...dash])
  context.stroke(path)
  context.setLineDash([])
  context.globalAlpha = 1
}

/** Fills below a line through points down to `floor`. */
export const fillBelow = (
  { context }: Surface,
  points: ArrayLike<number>,
  count: number,
  floor: number,
  colour: string,
  alpha: number,
): void => {
  if (count === 0) return
  context.beginPath()
  context.moveTo(points[0] ?? 0, floor)
  for (let k = 0; k < count; k++) context.lineTo(points[2 * k] ?? 0, points[2 * k + 1] ?? floor)
  context.lineTo(points[2 * count - 2] ?? 0, floor)
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = 1
}
