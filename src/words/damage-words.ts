import { formatNumber } from './format'

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
