import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { Biquad } from '../../dsp/filters/section'
import { seededNoise } from '../../dsp/testing/seeded-noise'

const RATE = 48_000

/** Through plain direct-form sections in float64. */
export const filtered = (source: MemoryPcmStore, sections: readonly Biquad[]): MemoryPcmStore => {
  const { lengthFrames, channelCount } = source
  const channels = Array.from({ length: channelCount }, () => new Float32Array(lengthFrames))
  source.read(0, channels, lengthFrames)
  for (const { b0, b1, b2, a1, a2 } of sections)
    for (const samples of channels) {
      let [x1, x2, y1, y2] = [0, 0, 0, 0]
      for (let n = 0; n < lengthFrames; n++) {
        const x = samples[n] ?? 0
        const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2 = x1
        x1 = x
        y2 = y1
        y1 = y
        samples[n] = y
      }
    }
  const store = new MemoryPcmStore(source.sampleRate, channelCount, false)
  store.append(channels, lengthFrames)
  return store
}

/** Stereo pink noise at 48 kHz, both channels alike, seeded. */
export const pink = (seconds: number): MemoryPcmStore => {
  const frames = seconds * RATE
  const samples = new Float32Array(frames)
  const rows = new Float64Array(16)
  const next = seededNoise(7)
  let sum = 0
  for (let n = 0; n < frames; n++) {
    const row = Math.min(15, Math.clz32((n & -n) >>> 0) ^ 31)
    const value = n === 0 ? 0 : next()
    sum += value - (rows[row] ?? 0)
    rows[row] = value
    samples[n] = 0.03 * (sum + next())
  }
  const store = new MemoryPcmStore(RATE, 2, false)
  store.append([samples, samples], frames)
  return store
}
