import type { ByHand } from './by-hand'
import type { Landing, ModuleDescriptor, ModuleSettings } from './descriptor'
import type { RecipeMatch } from './match'
import { defaultsOf } from './parameter'
import { REGISTRY } from './registry'
import {
  BUDGET_DB_SPEC,
  CEILING_DBTP_SPEC,
  DRIVE_DB_SPEC,
  INTENSITY_PERCENT_SPEC,
  LOW_BAND_DB_SPEC,
  LOW_BAND_RELEASE_MS_SPEC,
  MARGIN_DB_SPEC,
  TARGET_LUFS_SPEC,
} from './target-specs'

export const RECIPE_VERSION = 9

/**
 * The whole mastering decision as plain JSON. Same audio + same recipe + same version = the same bytes.
 * `landing` holds what the solver found; everything else is what the user (or a style) decided.
 */
export interface Recipe {
  readonly version: typeof RECIPE_VERSION
  readonly destinationId: string
  /** LUFS, integrated. */
  readonly targetLufs: number
  /** null: the target is reached. Else the loudest master up to it whose damage grades at least this. */
  readonly leastGrade: number | null
  readonly style: { readonly id: string; readonly intensityPercent: number }
  /** null: no reference is followed. */
  readonly match: RecipeMatch | null
  /** Which of the proposals it is: see mastering's approaches. */
  readonly approachId: string
  /** In signal order; every registered module once. */
  readonly modules: readonly ModuleSettings[]
  readonly landing: Landing
  /** null: not known what in it was set by hand and what was proposed. */
  readonly byHand: ByHand | null
}

/** What a fresh recipe may be told; the rest are defaults. Ids are checked where they are known (mastering). */
export interface FreshRecipeOptions {
  readonly destinationId: string
  readonly styleId: string
  readonly targetLufs?: number
  readonly ceilingDbtp?: number
  readonly intensityPercent?: number
  readonly approachId?: string
  readonly leastGrade?: number | null
  readonly match?: RecipeMatch | null
}

/** Every module at its defaults, on where its descriptor says so; the drive not yet solved (0 dB). */
export const freshRecipe = (
  options: FreshRecipeOptions,
  registry: readonly ModuleDescriptor[] = REGISTRY,
): Recipe => ({
  version: RECIPE_VERSION,
  destinationId: options.destinationId,
  targetLufs: options.targetLufs ?? TARGET_LUFS_SPEC.default,
  leastGrade: options.leastGrade ?? null,
  style: {
    id: options.styleId,
    intensityPercent: options.intensityPercent ?? INTENSITY_PERCENT_SPEC.default,
  },
  match: options.match ?? null,
  approachId: options.approachId ?? 'balanced',
  modules: registry.map((descriptor) => freshSettings(descriptor, descriptor.onByDefault)),
  landing: {
    driveDb: DRIVE_DB_SPEC.default,
    ceilingDbtp: options.ceilingDbtp ?? CEILING_DBTP_SPEC.default,
    marginDb: MARGIN_DB_SPEC.default,
    budgetDb: BUDGET_DB_SPEC.default,
    lowBandDb: LOW_BAND_DB_SPEC.default,
    lowBandReleaseMs: LOW_BAND_RELEASE_MS_SPEC.default,
  },
  byHand: null,
})

/** One module at its defaults. */
export const freshSettings = (descriptor: ModuleDescriptor, on: boolean): ModuleSettings => ({
  id: descriptor.id,
  on,
  values: defaultsOf(descriptor.parameters),
})

/** The settings of a module in a recipe, or undefined where the recipe has none. */
export const settingsOf = (recipe: Recipe, id: string): ModuleSettings | undefined =>
  recipe.modules.find((settings) => settings.id === id)
