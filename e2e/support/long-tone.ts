import { wav } from '../../bench/support/wav.mjs'
import { sine } from './signals'

export const RATE = 48_000
export const SECONDS = 10
export const FREQ_HZ = 110
export const AMPLITUDE = 0.25

/** A tone in mono, long enough to set loops in. */
export const longTone = wav({
  sampleRate: RATE,
  channelCount: 1,
  format: 'float32',
  lengthFrames: SECONDS * RATE,
  source: sine(FREQ_HZ, AMPLITUDE),
})
