import { found, NOT_FOUND } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged } from './places'

/** A run of zeros that is longer is silence. */
const LONGEST_SECONDS = 1
/** Sound stops and starts again at least at this level beside the programme's, dB. */
const ABRUPT_DB = -30

export const DROPOUT_DETECTORS = {
  dropout: ({ evidence: { samples }, measured: { sampleRate, loudness } }) => {
    const loud = 10 ** (((loudness.integratedLufs ?? 0) + ABRUPT_DB) / 20)
    const places = samples.zeroRuns
      .filter(
        ({ startFrame, endFrame, before, after }) =>
          startFrame > 0 &&
          endFrame - startFrame <= LONGEST_SECONDS * sampleRate &&
          before > loud &&
          after > loud,
      )
      .map(({ startFrame, endFrame }) => ({
        startSeconds: startFrame / sampleRate,
        endSeconds: endFrame / sampleRate,
      }))
    const distinct = merged(places, 0.001)
    return distinct.length === 0
      ? NOT_FOUND
      : found(0.5 + distinct.length / 20, distinct.length, 'places', {
          certainty: 0.9,
          places: distinct,
        })
  },
} satisfies Detectors<ExaminedFacts>
