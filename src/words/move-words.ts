import type { FindingKind } from '../analysis/findings/finding'
import type { Move } from '../mastering/proposal/proposal'
import { findingName } from './finding-words'

const NAMES: Readonly<Record<string, string>> = {
  clicks: 'De-click',
  'dc-offset': 'DC offset',
  'polarity-inverted': 'Polarity',
  subsonic: 'Subsonic filter',
  'wide-bass': 'Mono bass',
  hum: 'Hum notches',
  mud: 'Low mids',
  boom: 'Bass',
  sub: 'Sub-bass',
  'head-cut': 'Fade-in',
  'tail-cut': 'Fade-out',
}

/** What was found, as a reason: what is too much, and what is too little where that can be. */
const FINDINGS: Readonly<Partial<Record<FindingKind, readonly [much: string, little?: string]>>> = {
  clicks: ['Clicks that stand out clearly; decline it if they are meant'],
  'dc-offset': ['A constant offset takes room'],
  'polarity-inverted': ['One channel is upside down'],
  subsonic: ['Rumble takes room below the bass'],
  'wide-bass': ['The bass is wide'],
  hum: ['Mains hum'],
  mud: ['Low mids build up'],
  boom: ['Bass builds up', 'Bass is thin'],
  air: ['The top is sharp', 'The top is dull'],
  sub: ['Sub-bass takes room'],
  harshness: ['2–5 kHz stand out'],
  sibilance: ['S sounds stand out'],
  resonance: ['One tone sticks out'],
  'head-cut': ['Starts mid-sound; decline it if that is meant'],
  'tail-cut': ['Ends mid-sound; decline it if that is meant'],
}

/** What a move is called: its id in words, where it has no better name. */
export const moveName = ({ id }: Pick<Move, 'id'>): string =>
  NAMES[id] ?? id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())

const APPROACH_REASONS: Readonly<Record<string, string>> = {
  open: 'Open is a little wider',
  dense: 'Dense is thicker',
}

/** Why a move is made; `styleLabel` names a style by its id. */
export const reasonWords = (
  { because, change }: Move,
  styleLabel: (id: string) => string,
): string => {
  switch (because.kind) {
    case 'finding': {
      const [much, little] = FINDINGS[because.finding] ?? []
      return (lifts(change) ? little : much) ?? findingName(because.finding)
    }
    case 'approach':
      return APPROACH_REASONS[because.approachId] ?? ''
    case 'style':
      return `${styleLabel(because.styleId)} at ${Math.round(because.intensityPercent)} %`
    case 'destination':
      return 'The destination'
    case 'reference':
      return `To match ${because.name}`
  }
}

const lifts = (change: Move['change']): boolean =>
  change.kind === 'module' &&
  Object.entries(change.values).some(([id, value]) => /^gain\dDb$/.test(id) && Number(value) > 0)
