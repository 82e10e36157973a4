import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'

/** Below this beside mid, side is nothing but rounding. */
const MONO_SIDE_DB = -60
/** An inverted channel correlates like this with the other one. */
const INVERTED = -0.8

export const CHANNEL_DETECTORS: Detectors<ExaminedFacts> = {
  'dual-mono': ({ levels, measured }) => {
    if (measured.channelCount < 2) return notMeasured('mono')
    const [mid, side] = levels.midSideSquares
    return side < mid * 10 ** (MONO_SIDE_DB / 10) ? found(0.3, null, '') : NOT_FOUND
  },
  'polarity-inverted': ({ measured: { correlation } }) => {
    if (correlation === null) return notMeasured('mono')
    return correlation < INVERTED
      ? found(1, correlation, '', { certainty: Math.abs(correlation) })
      : NOT_FOUND
  },
}
