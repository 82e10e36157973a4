import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import { BASS_WIDTH, OFFSET, POLARITY, WIDTH } from './channel-effects'
import { CLICKS } from './click-effect'
import { COMPRESSION, HELD, TAPE_PEAKS } from './dynamic-effects'
import { EDGE } from './edge-effect'
import type { Aim, AimId, Effect, Rendered } from './effect'
import type { ModuleMove, Move } from './proposal'
import { LINE, LOW_CUT, TONE, TONE_CURVE } from './tone-effects'

const AIMS: Readonly<Record<AimId, Aim>> = {
  tone: TONE,
  'tone-curve': TONE_CURVE,
  line: LINE,
  'low-cut': LOW_CUT,
  held: HELD,
  compression: COMPRESSION,
  'tape-peaks': TAPE_PEAKS,
  offset: OFFSET,
  polarity: POLARITY,
  width: WIDTH,
  'bass-width': BASS_WIDTH,
  edge: EDGE,
  clicks: CLICKS,
}

/** Of a shorter track the edges, which fades change, are too much of the spectrum for a level in it to tell of anything else. */
const LEAST_SECONDS_OF_TONE = 3

/**
 * The effect of a move that sets `change` in `recipe`, predicted, and measured where that was rendered and is long enough for
 * meters; null where it aims at nothing that is a number.
 */
export const effectOf = (
  { change, because }: Pick<Move, 'because'> & { readonly change: ModuleMove },
  recipe: Recipe,
  original: Analysis,
  rendered: Rendered | null,
): Effect | null => {
  if (change.aim === null) return null
  const { of, atHz, predict, measure } = AIMS[change.aim]
  const finding = because.kind === 'finding' ? because.finding : null
  const seen = { values: change.values, finding, recipe, original }
  const known = (value: number | null): number | null =>
    value !== null && Number.isFinite(value) ? value : null
  const isLong = of !== 'level' || original.durationSeconds >= LEAST_SECONDS_OF_TONE
  const isMeasurable = isLong && original.loudness.integratedLufs !== null
  return {
    of,
    atHz: atHz?.(seen) ?? null,
    predicted: known(predict(seen)),
    measured: rendered && isMeasurable ? known(measure(seen, rendered)) : null,
  }
}
