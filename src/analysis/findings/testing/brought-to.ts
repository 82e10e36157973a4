import type { Biquad } from '../../../dsp/filters/section'
import type { Audio } from '../../damage/testing/audio'
import { RESONANCE_BANDS } from '../../evidence/spectral-row'
import { THIRD_BANDS } from '../../spectrum'
import type { CorridorKind } from '../corridor'
import { overUsualDb } from '../deviations'
import { prominenceDb } from '../resonant-line'
import { percentile } from '../rows'
import { type Change, equalised } from './changes'
import { loudLevels, meanOf } from './loud-levels'

const RESONANCE_TO_HZ = RESONANCE_BANDS.edgeHz(RESONANCE_BANDS.count)

/** A filter changes the middle too, which all is told beside: so often is its gain set anew … */
const ROUNDS = 5
/** … by what a decibel of it was seen to do. */
const [LEAST_SLOPE, FIRST_SLOPE] = [0.3, 0.7]

/** How far a part of the spectrum is over its usual level, dB. */
export const overUsual =
  (kind: CorridorKind) =>
  (audio: Audio): number =>
    overUsualDb(kind, meanOf(loudLevels(audio, THIRD_BANDS)))

/** What rings does so in more than six tenths of the time. */
const STEADY_FROM = 0.3

/** How far the twenty-fourth of an octave around a frequency is over the third octaves beside it, dB: on average, and steadily. */
export const overBeside =
  (hz: number) =>
  (audio: Audio): number => {
    const levels = loudLevels(audio, RESONANCE_BANDS)
    const band = Math.floor(RESONANCE_BANDS.count - 24 * Math.log2(RESONANCE_TO_HZ / hz))
    const steadyDb = percentile(
      levels.map((one) => prominenceDb(one, band)),
      STEADY_FROM,
    )
    return Math.min(steadyDb, prominenceDb(meanOf(levels), band))
  }

/**
 * Through a filter whose gain brings what `overOf` tells to so many dB: what a bell of 10 dB does to a mix that was dull before
 * is no fault.
 */
export const broughtTo =
  (
    overOf: (audio: Audio) => number,
    overDb: number,
    sectionOf: (gainDb: number) => Biquad,
  ): Change =>
  (audio) => {
    const startDb = overOf(audio)
    let gainDb = 0
    let reachedDb = startDb
    let made = audio
    for (let round = 0; round < ROUNDS; round++) {
      const slope = gainDb === 0 ? FIRST_SLOPE : (reachedDb - startDb) / gainDb
      gainDb += (overDb - reachedDb) / Math.max(LEAST_SLOPE, slope)
      made = equalised(sectionOf(gainDb))(audio)
      reachedDb = overOf(made)
    }
    return made
  }
