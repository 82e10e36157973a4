import { PHASE_EDGES_HZ, type SpectralRow } from '../evidence/spectral-row'
import { type Answer, found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { strongestPlace } from './places'
import { activeRows, loudRows, median } from './rows'

/** Below this beside mid, side is nothing but rounding. */
const MONO_SIDE_DB = -60
/** An inverted channel correlates like this with the other one. */
const INVERTED = -0.8
/** Wide reverbs reach −0.2 now and then. */
const AGAINST = -0.3
const LEAST_AGAINST_SHARE = 0.2
/** A band of PHASE_EDGES_HZ that has less of the power matters less: of treble, which has the least of it, a little is heard. */
const LEAST_BAND_SHARES = [0.02, 0.02, 0.002] as const
const LEAST_IMBALANCE_LU = 1.5
const WORST_IMBALANCE_LU = 6
const SHORTEST_DELAY_S = 0.0001
const LEAST_HEIGHT = 0.4
/** Spaced microphones have many peaks; one delay is the same everywhere. */
const LEAST_AGREEING_SHARE = 0.5
const FEWEST_WINDOWS = 3

/** Asks only where there are two channels. */
const inStereo =
  (detect: (facts: ExaminedFacts, active: readonly SpectralRow[]) => Answer) =>
  (facts: ExaminedFacts): Answer => {
    if (facts.measured.channelCount < 2) return notMeasured('mono')
    const active = activeRows(facts.evidence.rows)
    return active.length < FEWEST_WINDOWS ? notMeasured('too-short') : detect(facts, active)
  }

const isInverted = ({ measured: { correlation } }: ExaminedFacts): boolean =>
  correlation !== null && correlation < INVERTED

export const CHANNEL_DETECTORS = {
  'dual-mono': ({ levels, measured }) => {
    if (measured.channelCount < 2) return notMeasured('mono')
    const [mid, side] = levels.midSideSquares
    return side < mid * 10 ** (MONO_SIDE_DB / 10) ? found(0.3, null, '') : NOT_FOUND
  },
  'polarity-inverted': (facts) => {
    const { correlation } = facts.measured
    if (correlation === null) return notMeasured('mono')
    return isInverted(facts)
      ? found(1, correlation, '', { certainty: Math.abs(correlation) })
      : NOT_FOUND
  },
  'out-of-phase': inStereo((facts, active) => {
    if (isInverted(facts)) return NOT_FOUND
    const bands = PHASE_EDGES_HZ.slice(1).map((high, band) => {
      const against = active.filter(
        ({ correlations, shares }) =>
          (correlations[band] ?? 0) < AGAINST &&
          (shares[band] ?? 0) > (LEAST_BAND_SHARES[band] ?? 0),
      )
      return { band, bandHz: [PHASE_EDGES_HZ[band] ?? 0, high] as const, against }
    })
    const [worst] = bands.toSorted((a, b) => b.against.length - a.against.length)
    const share = (worst?.against.length ?? 0) / active.length
    if (!worst || share < LEAST_AGAINST_SHARE) return NOT_FOUND
    return found(share, share * 100, '%', {
      certainty: 0.8,
      bandHz: worst.bandHz,
      places: strongestPlace(
        worst.against,
        ({ correlations }) => -(correlations[worst.band] ?? 0),
        facts.measured,
      ),
    })
  }),
  'channel-imbalance': inStereo((_, active) => {
    const sum = (side: 'left' | 'right') => active.reduce((total, row) => total + row[side], 0)
    const lu = 10 * Math.log10(sum('left') / sum('right'))
    if (Math.abs(lu) < LEAST_IMBALANCE_LU) return NOT_FOUND
    // A silent channel is as far off as can be told.
    const value = Math.max(-99, Math.min(99, lu))
    return found(Math.abs(lu) / WORST_IMBALANCE_LU, value, 'LU', { certainty: 0.9 })
  }),
  'channel-delay': inStereo(({ measured: { sampleRate }, evidence }) => {
    const loud = loudRows(evidence.rows).flatMap(({ delay }) => delay ?? [])
    if (loud.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const clear = loud.filter(({ height }) => height > LEAST_HEIGHT)
    const frames = median(clear.map((delay) => delay.frames))
    const agreeing = clear.filter((delay) => Math.abs(delay.frames - frames) <= 1)
    if (Math.abs(frames) < SHORTEST_DELAY_S * sampleRate) return NOT_FOUND
    if (agreeing.length < FEWEST_WINDOWS) return NOT_FOUND
    if (agreeing.length < LEAST_AGREEING_SHARE * loud.length) return NOT_FOUND
    const ms = (frames / sampleRate) * 1000
    return found(0.6, ms, 'ms', { certainty: median(agreeing.map(({ height }) => height)) })
  }),
} satisfies Detectors<ExaminedFacts>
