import type { FindingKind } from '../analysis/findings/finding'
import { formatNumber } from './format'

type Balance = Extract<FindingKind, 'sibilance' | 'harshness' | 'mud' | 'boom' | 'air' | 'sub'>

/** By how much a part of the spectrum is out of its usual range, and what to do; too little where `db` < 0. */
export const balanceSentence = (kind: Balance, db: number): string => {
  const much = `${formatNumber(Math.abs(db), 1)} dB`
  switch (kind) {
    case 'sibilance':
      return `Sharp s sounds stand out by ${much} (5–9 kHz): a de-esser on the voice.`
    case 'harshness':
      return `${much} more at 2–5 kHz than most music has: it may sound harsh. If it does, a broad cut there helps.`
    case 'mud':
      return `${much} more at 200–400 Hz than most music has: it may sound muddy. If it does, a broad cut there helps.`
    case 'boom':
      return db < 0
        ? `${much} less at 80–160 Hz than most music has: it may sound thin. If it does, a broad lift there helps.`
        : `${much} more at 80–160 Hz than most music has: it may boom. If it does, a broad cut there helps.`
    case 'air':
      return db < 0
        ? `${much} less above 10 kHz than most music has: it may sound dull. If it does, a gentle high shelf helps.`
        : `${much} more above 10 kHz than most music has: it may sound thin and sharp. If it does, a gentle high shelf helps.`
    case 'sub':
      return db < 0
        ? `${much} less below 50 Hz than most music has: there is little low end to feel.`
        : `${much} more below 50 Hz than most music has: it costs loudness. A low shelf helps.`
  }
}
