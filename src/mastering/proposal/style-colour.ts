import type { Analysis } from '../../analysis/analysis'
import { thirdsIn } from '../../analysis/findings/corridor'
import { type FindingKind, foundIn } from '../../analysis/findings/finding'
import { bandParameterIds } from '../../chain/modules/equaliser/bands'
import type { ParameterValues } from '../../chain/parameter'
import type { Move } from './proposal'
import type { EqualiserMove } from './styles'
import { equaliserThirdsDb } from './tone-response'

/**
 * What a part of the spectrum is corrected for: `value` tells whether there is too much of it, or too little. Not air, of which
 * a style has a say: clean mixes differ most in it.
 */
const CORRECTED: readonly FindingKind[] = ['mud', 'boom', 'sub', 'harshness']
/** A band of a style that does less than this share of its gain in a part of the spectrum leaves that alone. */
const LEAST_SHARE = 0.2

/** A band of a style as settings of the equaliser, at a share of its gain. */
export const styleBandValues = (
  { band, type, freqHz, gainDb, q }: EqualiserMove,
  share: number,
): ParameterValues => {
  const ids = bandParameterIds(band)
  return { [ids.type]: type, [ids.freqHz]: freqHz, [ids.gainDb]: gainDb * share, [ids.q]: q }
}

/**
 * The bands of a style that do not undo what `corrections` do: colour lifts nothing that a correction lowers, and the other way
 * round.
 */
export const colourBeside = (
  bands: readonly EqualiserMove[],
  corrections: readonly Move[],
  analysis: Analysis,
): readonly EqualiserMove[] => {
  const wanted = foundIn(analysis).flatMap(({ kind, value, bandHz }) =>
    CORRECTED.includes(kind) && bandHz && value && corrections.some(({ id }) => id === kind)
      ? [{ bandHz, sign: -Math.sign(value) }]
      : [],
  )
  return bands.filter((band) => {
    const response = equaliserThirdsDb(styleBandValues(band, 1), analysis.sampleRate)
    return wanted.every(({ bandHz, sign }) => {
      const thirds = thirdsIn(bandHz)
      const meanDb = thirds.reduce((sum, k) => sum + (response[k] ?? 0), 0) / thirds.length
      return sign * meanDb > -LEAST_SHARE * Math.abs(band.gainDb)
    })
  })
}
