import { seededNoise } from '../../dsp/testing/seeded-noise'

/** White noise, uniform in ±1. */
export function noise(frames: number, seed: number): Float32Array {
  const next = seededNoise(seed)
  return Float32Array.from({ length: frames }, next)
}

/**
 * Something like a mix, stereo: kicks, a bass line, a chord with tremolo, hats, noise, and sections from
 * −13 to 0 dB, peaking near full scale.
 */
export function music(seconds: number, sampleRate: number, seed: number): Float32Array[] {
  const next = seededNoise(seed)
  const frames = Math.round(seconds * sampleRate)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  const beat = Math.round(sampleRate / 2)
  const notes = [0, 3, 7, 10].map((step) => 220 * 2 ** (step / 12))
  let grain = 0
  let pinkLeft = 0
  let pinkRight = 0
  for (let n = 0; n < frames; n++) {
    const t = n / sampleRate
    const inBeat = (n % beat) / sampleRate
    const section = 10 ** ((-13 / 20) * (0.5 + 0.5 * Math.cos((2 * Math.PI * t) / 17)))
    const kick =
      Math.sin(2 * Math.PI * (50 * inBeat + 4 * (1 - Math.exp(-40 * inBeat)))) *
      Math.exp(-9 * inBeat)
    const bass = Math.sin(2 * Math.PI * 55 * t) * 0.3
    // averaged with the last, so that little is left near half the rate, as in music
    const last = grain
    grain = next()
    const hat = (grain + last) * Math.exp(-60 * ((n % (beat / 2)) / sampleRate)) * 0.2
    let chord = 0
    for (const freqHz of notes) chord += Math.sin(2 * Math.PI * freqHz * t) * 0.06
    pinkLeft += 0.05 * (next() - pinkLeft)
    pinkRight += 0.05 * (next() - pinkRight)
    const centre = 0.5 * kick + bass + hat
    left[n] = section * (centre + chord * (1 + 0.5 * Math.sin(3 * t)) + 0.4 * pinkLeft)
    right[n] = section * (centre + chord * (1 - 0.5 * Math.sin(3 * t)) + 0.4 * pinkRight)
  }
  return [left, right]
}
