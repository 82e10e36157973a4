import { isRecord } from '../core/is-record'
import type { ModuleDescriptor } from './descriptor'
import { type NumberSpec, type ParameterValues, sanitise } from './parameter'
import { numberSpec } from './spec'

const amount = <const Id extends string>(id: Id, label: string, standard: number) =>
  numberSpec(id, label, '%', { min: 0, max: 100, default: standard })

/**
 * How far each side of a reference is followed. Tone and density start short of all the way: an arrangement
 * differs for good reasons.
 */
export const MATCH_AMOUNT_SPECS = [
  amount('tonePercent', 'Tone', 70),
  amount('dynamicsPercent', 'Dynamics', 50),
  amount('widthPercent', 'Width', 50),
  amount('loudnessPercent', 'Loudness', 100),
] as const

export type MatchAmountId = (typeof MATCH_AMOUNT_SPECS)[number]['id']
/** 0…100 each. */
export type MatchAmounts = Readonly<Record<MatchAmountId, number>>

/** What a person asks of the references. */
export interface MatchWish {
  /** 0…100, by the id of a reference; one that is not named has none. */
  readonly weights: Readonly<Record<string, number>>
  readonly amounts: MatchAmounts
}

/** What the references came to: plain settings, so that a recipe needs no fingerprint to be proposed anew. */
export interface MatchResult {
  /** What is matched, to be named as the reason. */
  readonly name: string
  readonly settings: readonly MatchedModule[]
  /** Their own bass is wide: that of the track is not made mono. Absent: it is not. */
  readonly hasWideBass?: boolean
}

export interface MatchedModule {
  readonly moduleId: string
  readonly values: ParameterValues
}

/** How a recipe follows references. */
export interface RecipeMatch extends MatchWish, MatchResult {
  /** Where the track was headed before a reference set its loudness; null while none does. */
  readonly ownTarget: OwnTarget | null
  /** The result is that of an earlier wish: what this one comes to is being worked out. Absent: it is its own. */
  readonly isPending?: true
}

export interface OwnTarget {
  readonly destinationId: string
  readonly targetLufs: number
}

/** The amounts that matching starts with. */
export const STARTING_AMOUNTS = Object.fromEntries(
  MATCH_AMOUNT_SPECS.map(({ id, default: standard }) => [id, standard]),
) as MatchAmounts

/** What was wished of references, out of storage or a file, brought into range; null for anything else. */
export const parseWish = (raw: unknown): MatchWish | null => {
  if (!isRecord(raw) || !isRecord(raw.weights) || !isRecord(raw.amounts)) return null
  const { weights, amounts } = raw
  return {
    weights: parseWeights(weights),
    amounts: Object.fromEntries(
      MATCH_AMOUNT_SPECS.map((spec) => [spec.id, sanitise(spec, amounts[spec.id])]),
    ) as MatchAmounts,
  }
}

/** Weights by the id of a reference, each brought into range. */
export const parseWeights = (
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(raw).map(([id, weight]) => [id, sanitise(WEIGHT_SPEC, weight) as number]),
  )

/** A stored match, brought into range; null for anything else. Settings of unknown modules are left out. */
export const parseMatch = (
  raw: unknown,
  registry: readonly ModuleDescriptor[],
  targetSpec: NumberSpec,
): RecipeMatch | null => {
  const wish = parseWish(raw)
  if (!wish || !isRecord(raw)) return null
  const { settings, ownTarget } = raw
  return {
    ...wish,
    name: typeof raw.name === 'string' ? raw.name : '',
    ...(raw.hasWideBass === true && { hasWideBass: true }),
    ...(raw.isPending === true && { isPending: true }),
    settings: (Array.isArray(settings) ? settings : []).flatMap((entry: unknown) =>
      parseSettings(entry, registry),
    ),
    ownTarget:
      isRecord(ownTarget) && typeof ownTarget.destinationId === 'string'
        ? {
            destinationId: ownTarget.destinationId,
            targetLufs: sanitise(targetSpec, ownTarget.targetLufs) as number,
          }
        : null,
  }
}

/** Of one reference among several. */
export const WEIGHT_SPEC = numberSpec('weightPercent', 'Weight', '%', {
  min: 0,
  max: 100,
  default: 100,
})

const parseSettings = (
  entry: unknown,
  registry: readonly ModuleDescriptor[],
): readonly MatchedModule[] => {
  if (!isRecord(entry) || !isRecord(entry.values)) return []
  const descriptor = registry.find(({ id }) => id === entry.moduleId)
  if (!descriptor) return []
  const raw = entry.values
  const values = descriptor.parameters.flatMap((spec) =>
    spec.id in raw ? [[spec.id, sanitise(spec, raw[spec.id])] as const] : [],
  )
  return [{ moduleId: descriptor.id, values: Object.fromEntries(values) }]
}
