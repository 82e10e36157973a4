/** Several references agree on this many or more: then the middle one counts, so that one odd one out pulls nothing. */
const MEDIAN_FROM = 3

/** Of values with weights (≥ 0): their mean, or from three on their median. 0 where no weight is left. */
export const weightedMiddle = (values: readonly number[], weights: readonly number[]): number => {
  const counted = values
    .map((value, at) => ({ value, weight: weights[at] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.value - b.value)
  const total = counted.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return 0
  if (counted.length < MEDIAN_FROM)
    return counted.reduce((sum, { value, weight }) => sum + value * (weight / total), 0)
  let seen = 0
  for (const [at, { value, weight }] of counted.entries()) {
    seen += weight
    if (seen > total / 2) return value
    if (seen === total / 2) return (value + (counted[at + 1]?.value ?? value)) / 2
  }
  return 0
}
