import { wav } from '../../bench/support/wav.mjs'
import { noise } from './signals'

/** Float WAV file of two channels that have nothing in common, and the samples that it holds. */
export interface StereoFile {
  readonly bytes: Buffer
  readonly channels: readonly Float32Array[]
}

/** Seeded noise, the right channel quieter, that swells and fades `swellsHz` times a second: dynamics have something to do. */
export const swellingStereo = (
  amplitude: number,
  seed: number,
  { sampleRate, lengthFrames, swellsHz }: StereoShape,
): StereoFile => {
  const hiss = noise(amplitude, seed)
  const bytes = wav({
    sampleRate,
    channelCount: 2,
    format: 'float32',
    lengthFrames,
    source: (frame, channel) =>
      hiss(frame, channel) *
      (channel === 0 ? 1 : 0.6) *
      (0.1 + 0.9 * Math.abs(Math.sin((Math.PI * swellsHz * frame) / sampleRate))),
  })
  return { bytes, channels: channelsOf(bytes, lengthFrames) }
}

interface StereoShape {
  readonly sampleRate: number
  readonly lengthFrames: number
  readonly swellsHz: number
}

/** The samples of a stereo float file, channel by channel; they are its last bytes. */
export const channelsOf = (bytes: Buffer, lengthFrames: number): readonly Float32Array[] => {
  const data = bytes.subarray(bytes.length - lengthFrames * 8)
  return [0, 1].map((channel) =>
    Float32Array.from({ length: lengthFrames }, (_, i) => data.readFloatLE(i * 8 + channel * 4)),
  )
}
