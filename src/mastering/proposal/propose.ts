import type { Analysis } from '../../analysis/analysis'
import type { ModuleDescriptor } from '../../chain/descriptor'
import { withLanding, withModule } from '../../chain/edit-recipe'
import { LIMITER_ID } from '../../chain/limiter-split'
import { defaultsOf } from '../../chain/parameter'
import { freshRecipe, type Recipe } from '../../chain/recipe'
import { REGISTRY } from '../../chain/registry'
import type { Intent } from './intent'
import { isLeftToReference, matchMoves } from './match-moves'
import type { Move, Proposal } from './proposal'
import { repairMoves } from './repair-moves'
import { styleMoves } from './style-moves'

/** Analysis + intent → moves with reasons: what has to be repaired, what the style sets, what a reference does, the level. */
export const propose = (analysis: Analysis, intent: Intent): Proposal => ({
  intent,
  moves: [
    ...repairMoves(analysis, intent),
    ...styleMoves(analysis, intent).filter((move) => !isLeftToReference(move, intent)),
    ...matchMoves(intent),
    ...levelMoves(analysis, intent),
  ],
})

const NONE: ReadonlySet<string> = new Set()

/** The recipe that a proposal comes to, without the moves that were declined (by id). Valid for the registry's modules. */
export const recipeFrom = (
  { intent, moves }: Proposal,
  declined: ReadonlySet<string> = NONE,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => {
  const untouched = registry.reduce(
    (recipe, descriptor) =>
      withModule(recipe, descriptor.id, { on: startsOn(descriptor) }, registry),
    freshRecipe(intent, registry),
  )
  return moves
    .filter(({ id }) => !declined.has(id))
    .reduce((recipe, { change }) => {
      if (change.kind === 'drive') return withLanding(recipe, { driveDb: change.driveDb })
      return withModule(recipe, change.moduleId, { on: true, values: change.values }, registry)
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
