import { isClick } from '../../analysis/clicks'
import { DECLICK_ID } from '../../chain/modules/declick'
import { type DamagedPlace, parsePlaces } from '../../chain/places'
import { type Recipe, settingsOf } from '../../chain/recipe'
import type { Aim, Seen } from './effect'

/** The places that a recipe mends. */
export const mendedPlaces = (recipe: Recipe): readonly DamagedPlace[] => {
  const settings = settingsOf(recipe, DECLICK_ID)
  return settings?.on ? parsePlaces(String(settings.values.places)) : []
}

/** Places that are told of and that the recipe leaves as they are. */
const untouched = ({ original, values }: Seen): number | null => {
  const finding = original.findings.find(({ kind }) => kind === 'clicks')
  if (finding?.state !== 'found' || finding.value === null) return null
  return Math.max(0, finding.value - parsePlaces(String(values.places)).length)
}

/** Places that click: one that is half mended stands out half as far. */
export const CLICKS: Aim = {
  of: 'clicks',
  predict: (seen) => {
    const rest = untouched(seen)
    if (rest === null) return null
    const share = Number(settingsOf(seen.recipe, DECLICK_ID)?.values.amountPercent ?? 100) / 100
    const mended = new Set(parsePlaces(String(seen.values.places)).map(({ frame }) => frame))
    const still = (seen.original.clicks ?? []).filter(
      ({ frame, height, around }) =>
        mended.has(frame) && isClick({ height: (1 - share) * height, around }),
    )
    return rest + still.length
  },
  measure: (seen, { analysis: { clicksLeft } }) => {
    const rest = untouched(seen)
    return rest === null || clicksLeft === undefined ? null : rest + clicksLeft
  },
}
