import { isRecord } from '../core/is-record'
import { parseByHand } from './by-hand'
import type { Landing, ModuleDescriptor, ModuleSettings } from './descriptor'
import { parseMatch } from './match'
import { insertInOrder, legalOrder } from './module-order'
import { type NumberSpec, type ParameterValues, sanitise } from './parameter'
import { freshSettings, RECIPE_VERSION, type Recipe } from './recipe'
import { REGISTRY } from './registry'
import {
  AMOUNT_PERCENT_SPEC,
  BUDGET_DB_SPEC,
  CEILING_DBTP_SPEC,
  DRIVE_DB_SPEC,
  INTENSITY_PERCENT_SPEC,
  LEAST_GRADE_SPEC,
  LOW_BAND_DB_SPEC,
  LOW_BAND_RELEASE_MS_SPEC,
  MARGIN_DB_SPEC,
  TARGET_LUFS_SPEC,
} from './target-specs'

/** A stored recipe read back, with what had to be changed to make it legal here; or why it is none. */
export type ParsedRecipe =
  | { readonly ok: true; readonly recipe: Recipe; readonly notes: readonly RecipeNote[] }
  | { readonly ok: false; readonly reason: 'not-a-recipe' | 'newer-version' }

export type RecipeNote =
  | { readonly kind: 'unknown-module'; readonly moduleId: string }
  /** The recipe is older than the module: added switched off, so that it sounds as it did. */
  | { readonly kind: 'missing-module'; readonly moduleId: string }
  | { readonly kind: 'repeated-module'; readonly moduleId: string }
  /** Out of range, of the wrong type or absent; `path` as in "equaliser.gain1Db" or "targetLufs". */
  | { readonly kind: 'value-changed'; readonly path: string }
  | { readonly kind: 'order-changed' }

/** Lifts a raw recipe from one version to the next. `MIGRATIONS[n]` starts from version n + 1. */
export type Migration = (raw: RawRecipe) => RawRecipe
export type RawRecipe = Readonly<Record<string, unknown>>

const landingOf = ({ landing }: RawRecipe): RawRecipe => (isRecord(landing) ? landing : {})

/** Version 1 knew no cancelling: its limiter turned every peak down. */
const withoutBudget: Migration = (raw) => ({
  ...raw,
  version: 2,
  landing: { ...landingOf(raw), budgetDb: BUDGET_DB_SPEC.min },
})

/** Version 2 knew one hold and release for all that a limiter turns down: the same numbers, other bytes. */
const sameNumbers: Migration = (raw) => ({ ...raw, version: 3 })

/** Version 3 knew a guard with a shorter detector: the same numbers, other bytes. */
const sameNumbersAgain: Migration = (raw) => ({ ...raw, version: 4 })

/** Version 4 took more steps over the peaks of a window: the same numbers, other bytes. */
const sameNumbersFewerSteps: Migration = (raw) => ({ ...raw, version: 5 })

/** Version 5 knew no low band that is turned down alone. */
const withoutLowBand: Migration = (raw) => ({
  ...raw,
  version: 6,
  landing: { ...landingOf(raw), lowBandDb: LOW_BAND_DB_SPEC.default },
})

/** The recipe with these moves declined, where nobody answered them; one that knows no answers stays as it is. */
const withDeclined = (raw: RawRecipe, ids: readonly string[]): RawRecipe => {
  const { byHand } = raw
  if (!isRecord(byHand)) return raw
  const declined = { on: false, amountPercent: AMOUNT_PERCENT_SPEC.default }
  const moves = isRecord(byHand.moves) ? byHand.moves : {}
  const unanswered = Object.fromEntries(ids.map((id) => [id, declined]))
  return { ...raw, byHand: { ...byHand, moves: { ...unanswered, ...moves } } }
}

/**
 * Version 6 knew no fades: edges that it left as they were stay so, also when it is worked on. It let all that the low band is in stand higher where that
 * was turned down alone: the same numbers, other bytes.
 */
const withoutFades: Migration = (raw) => ({
  ...withDeclined(raw, ['head-cut', 'tail-cut']),
  version: 7,
})

/** Version 7 mended no clicks: those that it left stay, also when it is worked on. */
const withoutDeclick: Migration = (raw) => ({ ...withDeclined(raw, ['clicks']), version: 8 })

/** Version 8 let the highest peak of a moment alone say how far all may stand over: the same numbers, other bytes. */
const sameNumbersStricterDepth: Migration = (raw) => ({ ...raw, version: 9 })

/** The lifts that this version knows. */
export const MIGRATIONS: readonly Migration[] = [
  withoutBudget,
  sameNumbers,
  sameNumbersAgain,
  sameNumbersFewerSteps,
  withoutLowBand,
  withoutFades,
  withoutDeclick,
  sameNumbersStricterDepth,
]

export interface Known {
  readonly registry: readonly ModuleDescriptor[]
  readonly migrations: readonly Migration[]
}

/**
 * Validates and migrates anything that claims to be a recipe (parsed JSON from storage, a link or a
 * file). The structure is checked here; whether the destination and style exist is mastering's matter.
 */
export const parseRecipe = (
  input: unknown,
  { registry, migrations }: Known = { registry: REGISTRY, migrations: MIGRATIONS },
): ParsedRecipe => {
  const current = migrations.length + 1
  if (!isRecord(input)) return { ok: false, reason: 'not-a-recipe' }
  const { version } = input
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { ok: false, reason: 'not-a-recipe' }
  if (version > current) return { ok: false, reason: 'newer-version' }
  const raw = migrations.slice(version - 1).reduce((older, lift) => lift(older), input)
  const { destinationId, style, modules, landing } = raw
  if (typeof destinationId !== 'string' || !isRecord(style) || !Array.isArray(modules))
    return { ok: false, reason: 'not-a-recipe' }
  if (typeof style.id !== 'string') return { ok: false, reason: 'not-a-recipe' }

  const notes: RecipeNote[] = []
  const number = (spec: NumberSpec, value: unknown, path: string): number => {
    const legal = sanitise(spec, value)
    if (legal !== value) notes.push({ kind: 'value-changed', path })
    return legal as number
  }
  const recipe: Recipe = {
    version: RECIPE_VERSION,
    destinationId,
    targetLufs: number(TARGET_LUFS_SPEC, raw.targetLufs, 'targetLufs'),
    // Recipes from before there was a choice reach their target.
    leastGrade:
      raw.leastGrade == null ? null : number(LEAST_GRADE_SPEC, raw.leastGrade, 'leastGrade'),
    style: {
      id: style.id,
      intensityPercent: number(
        INTENSITY_PERCENT_SPEC,
        style.intensityPercent,
        'style.intensityPercent',
      ),
    },
    match: parseMatch(raw.match, registry, TARGET_LUFS_SPEC),
    approachId: typeof raw.approachId === 'string' ? raw.approachId : 'balanced',
    modules: parseModules(modules, registry, notes),
    landing: parseLanding(isRecord(landing) ? landing : {}, number),
    byHand: parseByHand(raw.byHand),
  }
  return { ok: true, recipe, notes }
}

/** The text of a recipe: keys in one order, so that equal recipes give equal text. */
export const recipeToJson = (
  recipe: Recipe,
  known: Known = { registry: REGISTRY, migrations: MIGRATIONS },
): string => {
  const parsed = parseRecipe(recipe, known)
  return JSON.stringify(parsed.ok ? parsed.recipe : recipe)
}

const parseLanding = (
  raw: RawRecipe,
  number: (spec: NumberSpec, value: unknown, path: string) => number,
): Landing => ({
  driveDb: number(DRIVE_DB_SPEC, raw.driveDb, 'landing.driveDb'),
  ceilingDbtp: number(CEILING_DBTP_SPEC, raw.ceilingDbtp, 'landing.ceilingDbtp'),
  marginDb: number(MARGIN_DB_SPEC, raw.marginDb, 'landing.marginDb'),
  budgetDb: number(BUDGET_DB_SPEC, raw.budgetDb, 'landing.budgetDb'),
  lowBandDb: number(LOW_BAND_DB_SPEC, raw.lowBandDb, 'landing.lowBandDb'),
  // Recipes from before there was one let the low band go as the limiter does.
  lowBandReleaseMs:
    raw.lowBandReleaseMs == null
      ? (LOW_BAND_RELEASE_MS_SPEC.default as number)
      : number(LOW_BAND_RELEASE_MS_SPEC, raw.lowBandReleaseMs, 'landing.lowBandReleaseMs'),
})

const parseModules = (
  raw: readonly unknown[],
  registry: readonly ModuleDescriptor[],
  notes: RecipeNote[],
): readonly ModuleSettings[] => {
  const found: ModuleSettings[] = []
  for (const entry of raw) {
    if (!isRecord(entry) || typeof entry.id !== 'string') continue
    const moduleId = entry.id
    const descriptor = registry.find((candidate) => candidate.id === moduleId)
    if (!descriptor) notes.push({ kind: 'unknown-module', moduleId })
    else if (found.some((settings) => settings.id === moduleId))
      notes.push({ kind: 'repeated-module', moduleId })
    else
      found.push({
        id: moduleId,
        on: entry.on === true,
        values: parseValues(descriptor, isRecord(entry.values) ? entry.values : {}, notes),
      })
  }
  const ordered = legalOrder(found, registry)
  if (ordered.some((settings, index) => settings !== found[index]))
    notes.push({ kind: 'order-changed' })
  return registry.reduce((modules, descriptor) => {
    if (modules.some((settings) => settings.id === descriptor.id)) return modules
    notes.push({ kind: 'missing-module', moduleId: descriptor.id })
    return legalOrder(insertInOrder(modules, freshSettings(descriptor, false), registry), registry)
  }, ordered)
}

const parseValues = (
  { id, parameters }: ModuleDescriptor,
  raw: RawRecipe,
  notes: RecipeNote[],
): ParameterValues =>
  Object.fromEntries(
    parameters.map((spec) => {
      const value = sanitise(spec, raw[spec.id])
      if (value !== raw[spec.id]) notes.push({ kind: 'value-changed', path: `${id}.${spec.id}` })
      return [spec.id, value]
    }),
  )
