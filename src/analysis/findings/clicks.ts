import { isClick } from '../clicks'
import { found, NOT_FOUND } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged } from './places'

/** Where there are more a minute they belong to the sound. */
const MOST_A_MINUTE = 30

export const CLICK_DETECTORS = {
  clicks: ({ evidence: { clicks }, measured: { sampleRate, durationSeconds } }) => {
    const sure = clicks.filter(isClick)
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
