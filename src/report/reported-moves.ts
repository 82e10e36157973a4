import type { Analysis } from '../analysis/analysis'
import { settingOf } from '../chain/by-hand'
import type { Recipe } from '../chain/recipe'
import { valuesAt } from '../mastering/proposal/amount'
import { intentOf } from '../mastering/proposal/intent'
import { propose } from '../mastering/proposal/propose'
import { styleOf } from '../mastering/proposal/styles'
import { changeWords } from '../words/change-words'
import { formatSigned } from '../words/format'
import { moveName, reasonWords } from '../words/move-words'
import type { ReportedMove } from './report'

/** The moves that the analysis proposes for what the recipe is for: why each, what it sets, and what a person made of it. */
export const reportedMoves = (original: Analysis, recipe: Recipe): readonly ReportedMove[] =>
  propose(original, intentOf(recipe)).moves.map((move) => {
    const { id, change } = move
    const { on, amountPercent } = settingOf(recipe.byHand?.moves ?? {}, id)
    return {
      id,
      name: moveName(move),
      reason: reasonWords(move, (style) => styleOf(style).label),
      words:
        change.kind === 'module'
          ? changeWords(change.moduleId, valuesAt(change, amountPercent))
          : `${formatSigned(recipe.landing.driveDb, 1)} dB`,
      on,
      amountPercent,
    }
  })
