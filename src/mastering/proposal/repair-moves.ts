import type { Analysis } from '../../analysis/analysis'
import { isFound } from '../../analysis/findings/finding'
import type { AmountLaw } from './amount'
import { changesSound, type Intent } from './intent'
import type { Move } from './proposal'

const OFF: AmountLaw = { kind: 'exact', neutral: 0 }

/** What was found and can be put right without taste: nothing in Clean, which promises to change only the level. */
export const repairMoves = (analysis: Analysis, intent: Intent): readonly Move[] => {
  if (!changesSound(intent) || !isFound(analysis, 'dc-offset')) return []
  // Takes the measured offset off exactly. A mono track is the left channel.
  const [left = 0, right = 0] = analysis.dcOffset
  const values = { dcLeftPercent: left * 100, dcRightPercent: right * 100 }
  return [
    {
      id: 'dc-offset',
      change: {
        kind: 'module',
        moduleId: 'input',
        values,
        laws: { dcLeftPercent: OFF, dcRightPercent: OFF },
      },
      because: { kind: 'finding', finding: 'dc-offset' },
    },
  ]
}
