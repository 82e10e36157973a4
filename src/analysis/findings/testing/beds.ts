import { type Audio, noiseOf } from '../../damage/testing/audio'
import { programme } from '../../damage/testing/programme'
import { BED_RATE } from './bed-rate'

const SECONDS = 6
const FRAMES = SECONDS * BED_RATE
const FADE_SECONDS = 0.4

const faded = (audio: Audio): Audio => {
  const frames = FADE_SECONDS * BED_RATE
  const fade = (n: number): number => Math.min(1, (n + 1) / frames, (FRAMES - n) / frames) ** 2
  return [audio[0].map((x, n) => x * fade(n)), audio[1].map((x, n) => x * fade(n))]
}

/** Six seconds of the published programme: bass, chords, melody, hats, snare. */
export const notes = (): Audio => {
  const [left, right] = programme(BED_RATE)
  return faded([left.slice(0, FRAMES), right.slice(0, FRAMES)])
}

/**
 * Noise with the spectrum of music: pink (P. Kellet's poles), −6 dB an octave from 2.5 kHz on, nothing below 40 Hz; what both
 * channels share is louder than what they do not. It breathes, so that peaks have a spread.
 */
export const musicalNoise = (): Audio => {
  const [shared, left, right] = [31, 32, 33].map((seed) => voice(noiseOf(seed, FRAMES)))
  const own = (side: Float64Array | undefined): Float64Array =>
    Float64Array.from({ length: FRAMES }, (_, n) => {
      const breath = 0.6 + 0.4 * Math.sin((2 * Math.PI * n) / (1.7 * BED_RATE))
      return 0.03 * breath * ((shared?.[n] ?? 0) + 0.5 * (side?.[n] ?? 0))
    })
  return faded([own(left), own(right)])
}

const voice = (white: Float64Array): Float64Array => {
  let [a, b, c, dull, low, lower] = [0, 0, 0, 0, 0, 0]
  return white.map((w) => {
    a = 0.99765 * a + 0.099 * w
    b = 0.963 * b + 0.2965 * w
    c = 0.57 * c + 1.0527 * w
    dull += 0.28 * (a + b + c + 0.1848 * w - dull)
    low += 0.0052 * (dull - low)
    const rest = dull - low
    lower += 0.0052 * (rest - lower)
    return rest - lower
  })
}
