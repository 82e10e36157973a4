import type { LowEnd } from '../../analysis/low-end'
import { THIRD_BANDS } from '../../analysis/spectrum'
import { amplitudeToDb, powerToDb } from '../../core/decibels'
import { linkwitzRiley4 } from '../../dsp/filters/crossover'
import { magnitudeDb } from '../../dsp/filters/section'
import type { Aim } from './effect'

/** What is left of a constant, % of full scale. */
export const OFFSET: Aim = {
  of: 'offset',
  predict: () => 0,
  measure: (_, { analysis }) => 100 * Math.max(0, ...analysis.dcOffset.map(Math.abs)),
}

export const POLARITY: Aim = {
  of: 'correlation',
  predict: ({ original: { correlation } }) => (correlation === null ? null : -correlation),
  measure: (_, { analysis }) => analysis.correlation,
}

export const WIDTH: Aim = {
  of: 'sides',
  predict: ({ values }) => {
    // Of the middle band, in which most of the sides lies.
    const percent = Number(values.widthMidPercent ?? 100)
    return percent > 0 ? amplitudeToDb(percent / 100) : null
  },
  measure: ({ original: { sidesDb: before } }, { analysis: { sidesDb: after } }) =>
    before !== null && after !== null ? after - before : null,
}

/** What gains per band come to over all of the sides, dB. */
const overSidesDb = ({ sidesDb: ownSidesDb }: LowEnd, gainDb: (band: number) => number): number => {
  const power = (of: (band: number) => number): number =>
    ownSidesDb.reduce((sum, db, band) => sum + 10 ** ((db + of(band)) / 10), 0)
  return powerToDb(power(gainDb) / power(() => 0))
}

/** The sides below where the bass becomes mono. What is done to all of the bass is told by the middle, and taken off. */
export const BASS_WIDTH: Aim = {
  of: 'bass-sides',
  predict: ({ values, original: { lowEnd, sampleRate } }) => {
    if (!lowEnd) return null
    const { high } = linkwitzRiley4(Number(values.monoBassHz), sampleRate)
    return overSidesDb(lowEnd, (band) =>
      magnitudeDb([high, high], THIRD_BANDS.centreHz(band), sampleRate),
    )
  },
  measure: ({ original: { lowEnd: before } }, { analysis: { lowEnd: after } }) => {
    if (!before || !after) return null
    const besideDb = ({ midsDb, sidesDb: ownSidesDb }: LowEnd, band: number): number =>
      (ownSidesDb[band] ?? 0) - (midsDb[band] ?? 0)
    return overSidesDb(before, (band) => besideDb(after, band) - besideDb(before, band))
  },
}
