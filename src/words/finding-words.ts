import type { BandHz, NotMeasuredReason } from '../analysis/findings/answer'
import type { FindingKind, Found } from '../analysis/findings/finding'
import { LEAST_CERTAIN } from '../core/least-certain'
import { formatGrouped } from './format'

/** Where the id does not read well as it is. */
const NAMES: Readonly<Record<string, string>> = {
  'dc-offset': 'DC offset',
  'mono-compatibility': 'Cancels in mono',
  limited: 'Limited already',
  'band-limited': 'Cut-off highs',
  subsonic: 'Rumble',
  hum: 'Mains hum',
  'dual-mono': 'Mono in stereo',
  'wide-bass': 'Bass too wide',
  clicks: 'Clicks',
  dropout: 'Dropouts',
  'head-cut': 'Cut beginning',
  'tail-cut': 'Cut end',
  'head-silence': 'Silence before',
  'tail-silence': 'Silence after',
  'middle-silence': 'Silence inside',
  sub: 'Sub-bass',
  air: 'Air',
}

/** What is looked for, in two or three words. */
export const findingName = (kind: FindingKind): string =>
  NAMES[kind] ?? asWords(kind).replace(/^./, (letter) => letter.toUpperCase())

const REASONS: Readonly<Record<NotMeasuredReason, string>> = {
  silent: 'silence',
  'too-short': 'too short',
  mono: 'one channel only',
  'not-looked-for': 'not looked for',
  'no-bits': 'the file holds no whole numbers',
  'too-little': 'too little of it in the track',
  'no-pauses': 'nothing in it is quiet enough',
  'no-trace': 'no trace of it, which is no proof',
}

/** Why something was not measured. */
export const reasonWords = (reason: NotMeasuredReason): string => REASONS[reason]

/** How bad it is, by degree (0…1). */
export const severityOf = ({ degree }: Pick<Found, 'degree'>): 'severe' | 'clear' | 'slight' =>
  degree >= 2 / 3 ? 'severe' : degree >= 1 / 3 ? 'clear' : 'slight'

/** How sure it is (0…1). */
export const certaintyWords = (certainty: number): string => {
  if (certainty >= 0.9) return 'certain'
  if (certainty >= 0.6) return 'likely'
  return certainty >= LEAST_CERTAIN ? 'a guess' : 'unsure'
}

/** A band: "80–160 Hz", "5–9 kHz". */
export const bandWords = ([lowHz, highHz]: BandHz): string => {
  const [low, high] = [hertz(lowHz, highHz >= 1000), hertz(highHz, highHz >= 1000)]
  return `${low === high ? low : `${low}–${high}`} ${highHz >= 1000 ? 'kHz' : 'Hz'}`
}

const hertz = (freqHz: number, inKilohertz: boolean): string =>
  inKilohertz ? String(Number((freqHz / 1000).toFixed(1))) : formatGrouped(freqHz)

const asWords = (id: string): string => id.replaceAll('-', ' ')
