import { found, NOT_FOUND } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged } from './places'

/** Deviations of the prediction's residual: music stays below 12, a click begins near 19. */
const LEAST_HEIGHT = 15
/** … while all around it is as usual, which at the onset of a drum it is not: there, a click stands out half as far. */
const LEAST_OVER_AROUND = 5
/** Where there are more a minute they belong to the sound. */
const MOST_A_MINUTE = 30

export const CLICK_DETECTORS = {
  clicks: ({ evidence: { clicks }, measured: { sampleRate, durationSeconds } }) => {
    const sure = clicks.filter(
      ({ height, around }) => height >= LEAST_HEIGHT && height >= LEAST_OVER_AROUND * around,
    )
    const places = merged(
      sure.map(({ frame }) => ({
        startSeconds: frame / sampleRate,
        endSeconds: frame / sampleRate + 0.001,
      })),
      0.002,
    )
    if (places.length === 0) return NOT_FOUND
    if (places.length > Math.max(1, durationSeconds / 60) * MOST_A_MINUTE) return NOT_FOUND
    return found(0.4 + places.length / 40, places.length, 'places', { certainty: 0.8, places })
  },
} satisfies Detectors<ExaminedFacts>
