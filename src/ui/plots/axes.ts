import { type Scale, toFraction } from '../scale'
import type { Surface } from './surface'

/** The part of a surface that curves fill, in CSS pixels. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a value stands on the horizontal axis. */
export const xOf = (frame: Frame, scale: Scale, value: number): number =>
  frame.left + toFraction(scale, value) * frame.width

/** Where a value stands on the vertical axis, which grows upwards. */
export const yOf = (frame: Frame, scale: Scale, value: number): number =>
  frame.top + (1 - toFraction(scale, value)) * frame.height

export interface Tick {
  readonly value: number
  readonly label: string
  /** Zero lines and the like stand out. */
  readonly strong?: boolean
}

const crisp = (place: number): number => Math.round(place) + 0.5

const rule = (
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
) => {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}

/** Vertical lines with their labels along the bottom; those at the ends may use the margins. */
export const drawXAxis = (
  { context, token, width, height }: Surface,
  frame: Frame,
  scale: Scale,
  ticks: readonly Tick[],
): void => {
  context.lineWidth = 1
  context.textBaseline = 'alphabetic'
  context.textAlign = 'center'
  for (const { value, label } of ticks) {
    const x = crisp(xOf(frame, scale, value))
    context.strokeStyle = token('--line')
    rule(context, x, frame.top, x, frame.top + frame.height)
    if (label === '') continue
    context.fillStyle = token('--secondary')
    const half = context.measureText(label).width / 2
    context.fillText(label, Math.min(width - half, Math.max(half, x)), height - 4)
  }
}

/** Horizontal lines with their labels in the margin left of the frame, or right of it. */
export const drawYAxis = (
  { context, token }: Surface,
  frame: Frame,
  scale: Scale,
  ticks: readonly Tick[],
  side: 'left' | 'right' = 'left',
): void => {
  context.lineWidth = 1
  context.textBaseline = 'middle'
  context.textAlign = side === 'left' ? 'right' : 'left'
  const labelX = side === 'left' ? frame.left - 5 : frame.left + frame.width + 5
  for (const { value, label, strong } of ticks) {
    const y = crisp(yOf(frame, scale, value))
    context.strokeStyle = token(strong ? '--line-strong' : '--line')
    rule(context, frame.left, y, frame.left + frame.width, y)
    context.fillStyle = token('--secondary')
    context.fillText(
      label,
      labelX,
      Math.min(frame.top + frame.height - 5, Math.max(frame.top + 5, y)),
    )
  }
}
