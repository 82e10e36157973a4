import type { Recipe } from '../../chain/recipe'
import { APPROACHES, approachOf } from '../../mastering/proposal/approaches'
import { CUSTOM_ID, DESTINATIONS, destinationOf } from '../../mastering/proposal/destinations'
import { STYLES, styleOf } from '../../mastering/proposal/styles'
import type { BatchRow } from '../../store/batch'
import { type BatchChoice, heldChoice } from '../../store/batch-choice'
import type { PlanLabels } from '../../words/verdicts-csv'

/** What of a track's recipe a queue can choose anew; undefined: the file has none yet. */
export type OwnSettings = Pick<Recipe, 'destinationId' | 'style' | 'approachId'> | undefined

/** The three choices of a queue, for one row or for all. */
export const CHOICES = [
  { key: 'destinationId', caption: 'Destination' },
  { key: 'styleId', caption: 'Style' },
  { key: 'approachId', caption: 'Proposal' },
] as const satisfies readonly { readonly key: keyof BatchChoice; readonly caption: string }[]

type ChoiceKey = (typeof CHOICES)[number]['key']

interface Option {
  readonly value: string
  readonly label: string
}

/** What may be chosen; a destination of one's own only where the track has one. */
export const optionsOf = (key: ChoiceKey, own?: OwnSettings): readonly Option[] => {
  const all: readonly { readonly id: string; readonly label: string }[] = {
    destinationId: DESTINATIONS.filter(({ id }) => id !== CUSTOM_ID || own?.destinationId === id),
    styleId: STYLES,
    approachId: APPROACHES,
  }[key]
  return all.map(({ id, label }) => ({ value: id, label }))
}

/** What a row is made into where it has no choice of its own, as text: "Spotify (as all)", "Warm (as set)". */
export const defaultLabel = (key: ChoiceKey, own: OwnSettings, forAll: BatchChoice): string => {
  const chosen = forAll[key]
  if (chosen !== null) return `${labelOf(key, chosen)} (as all)`
  const label = labelOf(key, ownOf(own)[key])
  return label === '' ? 'As set' : `${label} (as set)`
}

/** What a row was made into, or will be. A file without a recipe gets the first one's defaults, which are not known yet. */
export const planLabels = (row: BatchRow, own: OwnSettings, forAll: BatchChoice): PlanLabels => {
  const held = heldChoice(heldChoice(row.choice, forAll), ownOf(own))
  const ids = row.state.status === 'done' ? row.state.result.made : held
  return {
    destination: labelOf('destinationId', ids.destinationId),
    style: labelOf('styleId', ids.styleId),
    proposal: labelOf('approachId', ids.approachId),
  }
}

const ownOf = (own: OwnSettings): BatchChoice => ({
  destinationId: own?.destinationId ?? null,
  styleId: own?.style.id ?? null,
  approachId: own ? approachOf(own.approachId).id : null,
})

const labelOf = (key: ChoiceKey, id: string | null): string => {
  if (id === null) return ''
  if (key === 'destinationId') return destinationOf(id)?.label ?? ''
  return key === 'styleId' ? styleOf(id).label : approachOf(id).label
}
