import { storeOf } from './mix'

export const RATE = 48_000
const KICK_SECONDS = 0.5
const TONES_HZ = [220, 277.2, 329.6, 554.4, 659.3]
/** The pad's tones over the low band. */
const MEASURED_HZ = [329.6, 554.4, 659.3]
const WINDOW_FRAMES = RATE / 10

const padAt = (t: number): number =>
  TONES_HZ.reduce((sum, hz, k) => sum + 0.04 * Math.sin(2 * Math.PI * hz * t + k), 0)
const kickAt = (t: number): number =>
  Math.exp(-12 * t) * Math.sin(2 * Math.PI * (50 * t + 3 * (1 - Math.exp(-40 * t))))

/** 1.8 s of a bare kick of amplitude `kick` every half second under a pad of five tones of 0.04 × `pad`. */
export const kickUnderPad = (kick: number, pad = 1) =>
  storeOf(RATE, [
    Float32Array.from({ length: 1.8 * RATE }, (_, n) => {
      const t = n / RATE
      return pad * padAt(t) + kick * kickAt(t % KICK_SECONDS)
    }),
  ])

/** Amplitude of a tone in a Hann window of 0.1 s. */
export const toneAt = (x: Float32Array, hz: number, from: number): number => {
  let re = 0
  let im = 0
  for (let n = 0; n < WINDOW_FRAMES; n++) {
    const angle = (2 * Math.PI * n) / WINDOW_FRAMES
    const value = (0.5 - 0.5 * Math.cos(angle)) * (x[from + n] as number)
    re += value * Math.cos((2 * Math.PI * hz * n) / RATE)
    im += value * Math.sin((2 * Math.PI * hz * n) / RATE)
  }
  return Math.hypot(re, im)
}

/** How far the gain of the pad's tones over the low band moves over a second, dB; at each of them, what the kick has there counts too. */
export const padMovementDb = (before: Float32Array, after: Float32Array): number =>
  Math.max(
    ...MEASURED_HZ.map((hz) => {
      const gains: number[] = []
      for (let from = RATE / 2; from < 1.5 * RATE; from += RATE / 40)
        gains.push(20 * Math.log10(toneAt(after, hz, from) / toneAt(before, hz, from)))
      return Math.max(...gains) - Math.min(...gains)
    }),
  )

/** What is the pad's of the same kick with the pad and with the pad turned over, each made into something in the same way. */
export const padPart = (withPad: Float32Array, withPadOver: Float32Array): Float32Array =>
  withPad.map((value, n) => (value - (withPadOver[n] as number)) / 2)
