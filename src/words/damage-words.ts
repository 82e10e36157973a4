import { formatNumber, formatTime } from './format'

/** Down to here nobody is expected to hear it, … */
const TRANSPARENT = -0.5
/** … and down to here one has to listen for it (BS.1387: −1 = perceptible, but not annoying). */
const CLOSE_LISTENING = -1.5

/** How audible a damage grade (0 … −4) is, in words. */
export const damageWords = (grade: number): string => {
  if (grade >= TRANSPARENT) return 'transparent'
  return grade >= CLOSE_LISTENING ? 'audible on close listening' : 'clearly squashed'
}

/** One sentence for the verdict. */
export const damageSentence = (grade: number): string =>
  `Damage ${formatNumber(grade, 2)}: ${damageWords(grade)}.`

/** Better than this is not even drawn. */
export const NOT_HEARD_GRADE = -0.25

/** The grades of each second (0 … −4) in one sentence: where the worst is. */
export const damagePlaceSentence = (perSecond: Float32Array): string => {
  let worst = 0
  for (const [second, grade] of perSecond.entries())
    if (grade < (perSecond[worst] ?? 0)) worst = second
  const grade = perSecond[worst] ?? 0
  if (grade > NOT_HEARD_GRADE) return 'Damage over time: nowhere audible.'
  return `Damage over time: most audible at ${formatTime(worst)}, ${formatNumber(grade, 1)} (${damageWords(grade)}).`
}
