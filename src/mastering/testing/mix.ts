import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'

export interface MixOptions {
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  readonly seconds: number
  /** Linear level of the drums; the rest stays. 1 = a dynamic mix, 0.3 = a dense one. */
  readonly drums?: number
  readonly gain?: number
}

const BEATS_PER_SECOND = 2
const CHORD_HZ = [220, 277.18, 329.63, 440] as const
const BASS_HZ = [55, 55, 65.41, 73.42] as const

/**
 * A seeded, music-like mix: kick, snare and hats at 120 a minute, a detuned pad in stereo, a sawtooth
 * bass, the second half louder than the first. Peaks near −6 dBFS, about −20 LUFS.
 */
export const mix = ({
  sampleRate,
  channelCount,
  seconds,
  drums = 1,
  gain = 1,
}: MixOptions): MemoryPcmStore => {
  const frames = Math.round(seconds * sampleRate)
  const noise = seededNoise(11)
  const channels = Array.from({ length: channelCount }, (_, channel) => ({
    samples: new Float32Array(frames),
    // The higher the voice, the further from its note, to the other side in the other channel.
    radians: CHORD_HZ.map(
      (freqHz, voice) => 2 * Math.PI * freqHz * (1 + 0.002 * (channel === 0 ? voice : -voice)),
    ),
  }))
  let dull = 0
  for (let n = 0; n < frames; n++) {
    const t = n / sampleRate
    const white = noise()
    const beat = t * BEATS_PER_SECOND
    const sinceBeat = fractionOf(beat) / BEATS_PER_SECOND
    const bar = Math.floor(beat / 4) & 3
    const section = t < seconds / 2 ? 0.6 : 1
    const kick =
      Math.exp(-sinceBeat * 14) *
      Math.sin(2 * Math.PI * (50 * sinceBeat + 6 * (1 - Math.exp(-sinceBeat * 40))))
    const snare = Math.floor(beat) & 1 ? Math.exp(-sinceBeat * 22) * white : 0
    const sinceHat = fractionOf(beat * 2) / (2 * BEATS_PER_SECOND)
    dull += 0.3 * (white - dull)
    const hat = Math.exp(-sinceHat * 60) * (white - dull)
    const bassPhase = fractionOf((BASS_HZ[bar] ?? 55) * t)
    const bass = Math.sin(2 * Math.PI * bassPhase) + 0.3 * Math.sin(4 * Math.PI * bassPhase)
    const rhythm = drums * (0.34 * kick + 0.16 * snare + 0.06 * hat) + 0.07 * bass
    for (const { samples, radians } of channels) {
      let pad = 0
      for (let voice = 0; voice < radians.length; voice++)
        pad += Math.sin((radians[voice] ?? 0) * t + voice)
      samples[n] = gain * section * (rhythm + 0.035 * pad)
    }
  }
  return storeOf(
    sampleRate,
    channels.map(({ samples }) => samples),
  )
}

/** Of what is not negative: `% 1`, which is many times as slow. */
const fractionOf = (x: number): number => x - Math.floor(x)

/** A store holding these channels. */
export const storeOf = (sampleRate: number, channels: readonly Float32Array[]): MemoryPcmStore => {
  const store = new MemoryPcmStore(sampleRate, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

/** All of a store, channel by channel. */
export const samplesOf = (store: {
  readonly channelCount: number
  readonly lengthFrames: number
  read(start: number, into: readonly Float32Array[], frames: number): number
}): Float32Array[] => {
  const channels = Array.from(
    { length: store.channelCount },
    () => new Float32Array(store.lengthFrames),
  )
  store.read(0, channels, store.lengthFrames)
  return channels
}
