import type { Analysis } from '../../analysis/analysis'
import type { DamagedFrames } from '../../analysis/clicks'
import { type FindingKind, isFound } from '../../analysis/findings/finding'
import { DECLICK_ID } from '../../chain/modules/declick'
import { FADES_ID } from '../../chain/modules/fades'
import type { ParameterValues } from '../../chain/parameter'
import { MOST_DAMAGED, placesText } from '../../chain/places'
import { changesSound, type Intent } from './intent'
import type { AmountLaw, ModuleMove, Move } from './proposal'

const EXACT: AmountLaw = { kind: 'exact', neutral: 0 }
const FROM_ZERO: AmountLaw = { kind: 'from', neutral: 0 }

/** Below what instruments play; where there is rumble, it takes the room (sources: bounds). */
const SUBSONIC_HZ = 25
/** So short that a first beat keeps its attack, so long that no step is heard. */
const FADE_IN_MS = 5
const FADE_OUT_MS = 40
/** Bass that is wide is played back wide by nobody. */
const MONO_BASS_HZ = 120

interface Repair {
  readonly finding: FindingKind
  readonly moduleId: string
  /** null: there is nothing that would mend it. */
  readonly values: (analysis: Analysis) => ParameterValues | null
  readonly laws: ModuleMove['laws']
  readonly aim: ModuleMove['aim']
}

/** In the order of the chain. */
const REPAIRS: readonly Repair[] = [
  {
    finding: 'clicks',
    moduleId: DECLICK_ID,
    values: ({ clicks = [] }) =>
      clicks.length === 0 ? null : { places: clearest(clicks), amountPercent: 100 },
    laws: { amountPercent: EXACT },
    aim: 'clicks',
  },
  {
    finding: 'dc-offset',
    moduleId: 'input',
    // Takes the measured offset off exactly. A mono track is the left channel.
    values: ({ dcOffset: [left = 0, right = 0] }) => ({
      dcLeftPercent: left * 100,
      dcRightPercent: right * 100,
    }),
    laws: { dcLeftPercent: EXACT, dcRightPercent: EXACT },
    aim: 'offset',
  },
  {
    finding: 'polarity-inverted',
    moduleId: 'input',
    values: () => ({ polarityRight: 'inverted' }),
    laws: {},
    aim: 'polarity',
  },
  {
    finding: 'subsonic',
    moduleId: 'input',
    values: () => ({ highPassSlope: '12', highPassHz: SUBSONIC_HZ }),
    laws: { highPassHz: FROM_ZERO },
    aim: 'low-cut',
  },
  {
    finding: 'wide-bass',
    moduleId: 'stereo',
    values: () => ({ monoBass: 'on', monoBassHz: MONO_BASS_HZ }),
    laws: { monoBassHz: FROM_ZERO },
    aim: 'bass-width',
  },
  {
    finding: 'head-cut',
    moduleId: FADES_ID,
    values: () => ({ fadeInMs: FADE_IN_MS }),
    laws: { fadeInMs: FROM_ZERO },
    aim: 'edge',
  },
  {
    finding: 'tail-cut',
    moduleId: FADES_ID,
    values: () => ({ fadeOutMs: FADE_OUT_MS }),
    laws: { fadeOutMs: FROM_ZERO },
    aim: 'edge',
  },
]

/** The clicks that stand out most, as a recipe holds them. */
const clearest = (clicks: readonly DamagedFrames[]): string =>
  placesText(clicks.toSorted((a, b) => b.height - a.height).slice(0, MOST_DAMAGED))

/**
 * What was found and can be put right without taste. Clicks that are certain are mended, and stay told; other clicks, dropouts
 * and clipping are told, not hidden. Nothing in Clean, which promises to change only the level.
 */
export const repairMoves = (analysis: Analysis, intent: Intent): readonly Move[] =>
  changesSound(intent)
    ? REPAIRS.filter(({ finding }) => isFound(analysis, finding)).flatMap(
        ({ finding, moduleId, values: valuesOf, laws, aim }): readonly Move[] => {
          const values = valuesOf(analysis)
          if (!values) return []
          const change = { kind: 'module', moduleId, values, laws, aim } as const
          return [{ id: finding, change, because: { kind: 'finding', finding } }]
        },
      )
    : []
