import { random } from './random.mjs'

const BEATS_PER_SECOND = 2
const ROOTS_HZ = [55, 65.41, 49, 73.42]
const SECTION_SECONDS = 20
/** Of each section: quiet and loud parts, so that loudness range and gating have something to do. */
const SECTION_LEVELS = [-13, -6, -3, 0, -9, -1].map((db) => 10 ** (db / 20))

/**
 * A seeded synthetic stereo mix: kick, snare, hat, bass, pad, with sections of different level.
 * Peaks stay under full scale. The same bytes for the same arguments on one engine. `drums` scales kick and
 * snare: 1 is a mix with high peaks, that hardly reaches −14 LUFS, 0.5 a dense one.
 * @param {{ seconds: number, sampleRate: number, seed?: number, drums?: number }} options
 * @returns {[Float32Array, Float32Array]}
 */
export const syntheticMix = ({ seconds, sampleRate, seed = 20261124, drums = 1 }) => {
  const lengthFrames = Math.round(seconds * sampleRate)
  const left = new Float32Array(lengthFrames)
  const right = new Float32Array(lengthFrames)
  const next = random(seed)
  const beatFrames = Math.round(sampleRate / BEATS_PER_SECOND)
  let hatMemory = 0
  for (let frame = 0; frame < lengthFrames; frame++) {
    const time = frame / sampleRate
    const beat = Math.floor(frame / beatFrames)
    const inBeat = (frame % beatFrames) / sampleRate
    const inHalf = (frame % (beatFrames >> 1)) / sampleRate
    const white = 2 * next() - 1
    const root = ROOTS_HZ[(beat >> 3) % ROOTS_HZ.length] ?? 55

    const kick =
      drums *
      0.5 *
      Math.sin(2 * Math.PI * (50 * inBeat + 4 * (1 - Math.exp(-30 * inBeat)))) *
      Math.exp(-9 * inBeat)
    const snare = beat % 2 === 1 ? drums * 0.28 * white * Math.exp(-18 * inBeat) : 0
    const hat = 0.1 * (white - hatMemory) * Math.exp(-60 * inHalf)
    hatMemory = white
    const bass =
      0.2 * Math.sin(2 * Math.PI * root * time) + 0.06 * Math.sin(6 * Math.PI * root * time)
    const swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 0.07 * time)
    const padLeft =
      0.05 *
      swell *
      (Math.sin(2 * Math.PI * root * 4.01 * time) + Math.sin(2 * Math.PI * root * 6 * time))
    const padRight =
      0.05 *
      swell *
      (Math.sin(2 * Math.PI * root * 3.99 * time) + Math.sin(2 * Math.PI * root * 5.99 * time))

    const level = SECTION_LEVELS[Math.floor(time / SECTION_SECONDS) % SECTION_LEVELS.length] ?? 1
    const centre = kick + snare + bass
    left[frame] = level * (centre + 0.7 * hat + padLeft)
    right[frame] = level * (centre + 1.3 * hat + padRight)
  }
  return [left, right]
}
