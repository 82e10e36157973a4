import { exp, sin } from '../dsp/elementary'
import type { Random } from './random'

/** One-shots, mono, full scale about 1; made once and laid into the mix where the score wants them. */
export interface DrumKit {
  readonly kick: Float32Array
  readonly snare: Float32Array
  readonly hat: Float32Array
  readonly openHat: Float32Array
}

const shot = (
  seconds: number,
  sampleRate: number,
  sample: (seconds: number, frame: number) => number,
): Float32Array => {
  const frames = Math.round(seconds * sampleRate)
  return Float32Array.from({ length: frames }, (_, frame) => {
    // The last fifth fades, so that no shot ends in a click.
    const fade = Math.min(1, (5 * (frames - frame)) / frames)
    return fade * sample(frame / sampleRate, frame)
  })
}

/** A kick that falls from 150 to 48 Hz, a snare of tone and noise, hats of noise without its lows. */
export const makeDrumKit = (sampleRate: number, random: Random): DrumKit => {
  const noise = (): number => 2 * random() - 1
  let phase = 0
  const kick = shot(0.32, sampleRate, (seconds) => {
    phase += (48 + 102 * exp(-seconds / 0.028)) / sampleRate
    const click = exp(-seconds / 0.0018) * 0.35 * noise()
    return sin(2 * Math.PI * phase) * exp(-seconds / 0.11) + click
  })
  const snare = shot(0.24, sampleRate, (seconds) => {
    const tone = sin(2 * Math.PI * 188 * seconds) * exp(-seconds / 0.045)
    return 0.55 * tone + 0.5 * noise() * exp(-seconds / 0.06)
  })
  const metal = (seconds: number, decay: number): Float32Array => {
    let before = 0
    let twice = 0
    return shot(seconds, sampleRate, (at) => {
      const raw = noise()
      // Two differences: a high-pass of 12 dB an octave.
      const once = raw - before
      const high = once - twice
      before = raw
      twice = once
      return 0.25 * high * exp(-at / decay)
    })
  }
  return { kick, snare, hat: metal(0.07, 0.018), openHat: metal(0.26, 0.09) }
}
