import type { Analysis } from '../../analysis/analysis'
import { type MoveSettings, settingOf } from '../../chain/by-hand'
import type { ModuleDescriptor } from '../../chain/descriptor'
import { withLanding, withModule } from '../../chain/edit-recipe'
import { LIMITER_ID } from '../../chain/limiter-split'
import { defaultsOf } from '../../chain/parameter'
import { freshRecipe, type Recipe } from '../../chain/recipe'
import { REGISTRY } from '../../chain/registry'
import { valuesAt } from './amount'
import { approachMoves } from './approach-moves'
import { dynamicMoves } from './dynamic-moves'
import { equaliserMoves } from './equaliser-moves'
import type { Intent } from './intent'
import { isLeftToReference, matchMoves } from './match-moves'
import type { Move, Proposal } from './proposal'
import { repairMoves } from './repair-moves'
import { styleMoves } from './style-moves'

/**
 * Analysis + intent → moves with reasons: what has to be repaired, tone, what stands out, what approach and style set, what
 * a reference does, the level. No two of them set the same parameter.
 */
export const propose = (analysis: Analysis, intent: Intent): Proposal => {
  const corrections = [...equaliserMoves(analysis, intent), ...dynamicMoves(analysis, intent)]
  const own = [
    ...repairMoves(analysis, intent),
    ...corrections,
    ...styleMoves(analysis, intent, corrections),
    ...approachMoves(analysis, intent),
  ].filter((move) => !isLeftToReference(move, intent))
  return {
    intent,
    moves: [...own, ...matchMoves(intent, own), ...levelMoves(analysis, intent)],
  }
}

const AS_PROPOSED: MoveSettings = {}

/**
 * The recipe that a proposal comes to, its moves set as `settings` says (by id): declined ones are left out, the others
 * do as much as wanted. Valid for the registry's modules.
 */
export const recipeFrom = (
  { intent, moves }: Proposal,
  settings: MoveSettings = AS_PROPOSED,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const fresh: Recipe = {
    ...freshRecipe(intent, registry),
    byHand: { moves: settings, edits: [] },
  }
  const untouched = registry.reduce(
    (recipe, descriptor) =>
      withModule(recipe, descriptor.id, { on: startsOn(descriptor) }, registry),
    fresh,
  )
  return moves
    .filter(({ id }) => settingOf(settings, id).on && settingOf(settings, id).amountPercent > 0)
    .reduce((recipe, { id, change }) => {
      if (change.kind === 'drive') return withLanding(recipe, { driveDb: change.driveDb })
      const values = valuesAt(change, settingOf(settings, id).amountPercent)
      return withModule(recipe, change.moduleId, { on: true, values }, registry)
    }, untouched)
}

/** The difference in level; nothing for silence and for what is too short to measure. */
const levelMoves = (
  { loudness: { integratedLufs } }: Analysis,
  { targetLufs, destinationId, match }: Intent,
): readonly Move[] =>
  integratedLufs === null || !Number.isFinite(integratedLufs)
    ? []
    : [
        {
          id: 'level',
          change: { kind: 'drive', driveDb: targetLufs - integratedLufs },
          because: match?.ownTarget
            ? { kind: 'reference', name: match.name }
            : { kind: 'destination', destinationId },
        },
      ]

/** The limiter, and modules that are there to be reached for but change no bit until they are. */
const startsOn = ({ id, onByDefault, parameters, isNeutral }: ModuleDescriptor): boolean =>
  id === LIMITER_ID || (onByDefault && isNeutral(defaultsOf(parameters)))
