import { LOUDEST_LUFS, QUIETEST_LUFS } from '../../mastering/price/grid'

/** Of the drawing, in its own units; it is scaled as a whole. */
export const PLOT = { width: 288, height: 132, left: 8, right: 280, top: 14, bottom: 112 } as const

/** The worst grade. */
const WORST = -4
/** Where no damage is known the limiting is drawn instead: so much fills the plot, dB. */
const MOST_DB = 16

/** Where a loudness stands, in units of the drawing. */
export const xOf = (lufs: number): number => {
  const share = (lufs - QUIETEST_LUFS) / (LOUDEST_LUFS - QUIETEST_LUFS)
  return PLOT.left + share * (PLOT.right - PLOT.left)
}

/** The loudness that stands at `share` (0…1) of the drawing's width: the nearest end beyond them. */
export const lufsAt = (share: number): number => {
  const along = (share * PLOT.width - PLOT.left) / (PLOT.right - PLOT.left)
  return QUIETEST_LUFS + Math.min(1, Math.max(0, along)) * (LOUDEST_LUFS - QUIETEST_LUFS)
}

const yOf = (share: number): number =>
  PLOT.bottom - Math.min(1, Math.max(0, share)) * (PLOT.bottom - PLOT.top)

/** What is paid grows upwards. */
export const yOfGrade = (grade: number): number => yOf(grade / WORST)

/** How high a gain reduction (dB) stands where no grade is known. */
export const yOfReduction = (db: number): number => yOf(db / MOST_DB)

/** A path through points given in plot units. */
export const pathOf = (points: readonly (readonly [x: number, y: number])[]): string =>
  points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
