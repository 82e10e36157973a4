import { formatNumber } from '../words/format'
import { html, type Markup } from './markup'
import type { Figure } from './report'

const WIDTH = 360
const HEIGHT = 120
const LEFT = 30
const BELOW = 16
const ABOVE = 6

export interface Curve {
  /** Where on the horizontal axis value k stands, 0…1. */
  readonly at: (k: number) => number
  readonly values: readonly Figure[]
  readonly look: 'original' | 'master'
}

export interface PlotSpec {
  /** What the picture shows, for whoever does not see it. */
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  /** Labels of the horizontal axis, at 0…1. */
  readonly marks: readonly { readonly at: number; readonly text: string }[]
  readonly curves: readonly Curve[]
  /** A line that is aimed at; null for none. */
  readonly target: number | null
}

/** Curves as a drawing that needs nothing but itself. */
export const plotSvg = ({ label, min, max, step, marks, curves, target }: PlotSpec): Markup => {
  const x = (at: number): string => (LEFT + at * (WIDTH - LEFT - 4)).toFixed(1)
  const y = (value: number): string => {
    const share = (Math.min(max, Math.max(min, value)) - min) / (max - min)
    return (ABOVE + (1 - share) * (HEIGHT - ABOVE - BELOW)).toFixed(1)
  }
  const levels = Array.from(
    { length: Math.floor((max - min) / step) + 1 },
    (_, k) => min + k * step,
  )
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${levels.map(
  (level) =>
    html`<path class="grid" d="M${LEFT} ${y(level)}H${WIDTH - 4}"/><text x="${LEFT - 4}" y="${y(level)}" dy="3" text-anchor="end">${formatNumber(level, 0)}</text>`,
)}${marks.map(
  ({ at, text }) =>
    html`<text x="${x(at)}" y="${HEIGHT - 4}" text-anchor="${anchorOf(at)}">${text}</text>`,
)}${target === null ? '' : html`<path class="target" d="M${LEFT} ${y(target)}H${WIDTH - 4}"/>`}
${curves.map(({ at, values, look }) => html`<path class="${look}" d="${pathOf(values, (k) => x(at(k)), y)}"/>`)}
</svg>`
}

const anchorOf = (at: number): string => (at <= 0 ? 'start' : at >= 1 ? 'end' : 'middle')

/** A line through all that was measured, broken where nothing was. */
const pathOf = (
  values: readonly Figure[],
  x: (k: number) => string,
  y: (value: number) => string,
): string => {
  let path = ''
  let drawing = false
  for (const [k, value] of values.entries()) {
    if (value === null) drawing = false
    else {
      path += `${drawing ? 'L' : 'M'}${x(k)} ${y(value)}`
      drawing = true
    }
  }
  return path
}
