/** How a range is spread along a slider. */
export interface Scale {
  readonly kind: 'linear' | 'log'
  readonly min: number
  readonly max: number
}

export const clamp = ({ min, max }: Scale, value: number): number =>
  Math.min(max, Math.max(min, value))

/** Place of a value on the slider, 0…1. A log scale needs a positive minimum; others are read as linear. */
export const toFraction = (scale: Scale, value: number): number => {
  const { min, max } = scale
  const inside = clamp(scale, value)
  if (max === min) return 0
  return isLog(scale) ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min)
}

/** Value at a place on the slider; places outside of 0…1 give the ends. */
export const toValue = (scale: Scale, fraction: number): number => {
  const { min, max } = scale
  const place = Math.min(1, Math.max(0, fraction))
  return isLog(scale) ? min * (max / min) ** place : min + (max - min) * place
}

const isLog = ({ kind, min }: Scale): boolean => kind === 'log' && min > 0
