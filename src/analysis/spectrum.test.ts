import { describe, expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { Fft } from '../dsp/fft'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { FINE_BANDS, type Spectrum, THIRD_BANDS } from './spectrum'
import { SpectrumMeter } from './spectrum-meter'
import { analyse, examine } from './testing/analyse'
import { noise } from './testing/signals'

const RATE = 48_000
const kernels = nodeKernels()

const spectrumFrom = (channels: readonly Float32Array[], blockFrames = 4096): Spectrum => {
  const meter = new SpectrumMeter(kernels, RATE, channels.length)
  const length = channels[0]?.length ?? 0
  for (let start = 0; start < length; start += blockFrames) {
    const end = Math.min(length, start + blockFrames)
    meter.push(
      channels.map((channel) => channel.subarray(start, end)),
      end - start,
    )
  }
  const spectrum = meter.finish()
  meter.release()
  return spectrum
}

const sine = (freqHz: number, amplitude: number, frames = 4 * RATE): Float32Array =>
  Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / RATE),
  )

/** The band of THIRD_BANDS around a frequency. */
const thirdAt = (freqHz: number): number => Math.round(10 * Math.log10(freqHz)) - 13

describe('the average spectrum', () => {
  test('reads a full-scale sine as 0 dB in its third octave, within 0.02 dB', () => {
    for (const freqHz of [125, 1000, 1003.7, 4000]) {
      const { thirdDb } = spectrumFrom([sine(freqHz, 1), sine(freqHz, 1)])
      expect(Math.abs(thirdDb[thirdAt(freqHz)] ?? -99)).toBeLessThan(0.02)
      // Two octaves off, only what the tone's own abrupt start and end hold is left.
      expect(thirdDb[thirdAt(freqHz * 4)]).toBeLessThan(-50)
    }
  })

  test('is the mean of the channels: half the amplitude on one side only reads −9.03 dB', () => {
    const { thirdDb } = spectrumFrom([sine(1000, 0.5), new Float32Array(4 * RATE)])
    expect(thirdDb[thirdAt(1000)]).toBeCloseTo(20 * Math.log10(0.5) - 10 * Math.log10(2), 1)
    const mono = spectrumFrom([sine(1000, 0.5)])
    expect(mono.thirdDb[thirdAt(1000)]).toBeCloseTo(20 * Math.log10(0.5), 1)
  })

  test('keeps left and right apart: opposite phases do not cancel', () => {
    const left = sine(1000, 1)
    const { thirdDb } = spectrumFrom([left, left.map((value) => -value)])
    expect(Math.abs(thirdDb[thirdAt(1000)] ?? -99)).toBeLessThan(0.02)
  })

  test('reads white noise by its density, within 0.35 dB from 500 Hz up', () => {
    const spectrum = spectrumFrom([noise(30 * RATE, 1), noise(30 * RATE, 2)])
    for (let k = thirdAt(500); k < THIRD_BANDS.count; k++) {
      const width = THIRD_BANDS.edgeHz(k + 1) - THIRD_BANDS.edgeHz(k)
      // Uniform in ±1: a mean square of 1/3, spread over half the rate.
      const expected = 10 * Math.log10((2 / 3) * (width / (RATE / 2)))
      expect(Math.abs((spectrum.thirdDb[k] ?? -99) - expected)).toBeLessThan(0.35)
    }
  })

  test('reads pink noise as a level line: every third from 200 Hz within 0.3 dB of its sum', () => {
    // Noise with a period of 2^17 frames, made of 1/f lines of random phase: every band's power is known.
    const size = 2 ** 17
    const scope = kernels.scope()
    const fft = new Fft(kernels, scope, size)
    const [re, im] = [scope.f32(size), scope.f32(size)]
    const next = seededNoise(5)
    const amplitude = (k: number): number => 0.05 / Math.sqrt(k)
    for (let k = 20; k < size / 2; k++) {
      const phase = Math.PI * next()
      re.view[k] = amplitude(k) * Math.cos(phase)
      im.view[k] = amplitude(k) * Math.sin(phase)
    }
    fft.inverse(re, im)
    const period = re.view.slice()
    const signal = new Float32Array(4 * size)
    for (let n = 0; n < 4; n++) signal.set(period, n * size)
    scope.release()
    const { thirdDb } = spectrumFrom([signal])
    for (let k = thirdAt(200); k <= thirdAt(16_000); k++) {
      let power = 0
      for (let line = 20; line < size / 2; line++) {
        const freqHz = (line * RATE) / size
        if (freqHz >= THIRD_BANDS.edgeHz(k) && freqHz < THIRD_BANDS.edgeHz(k + 1))
          power += amplitude(line) ** 2 / 2
      }
      expect(Math.abs((thirdDb[k] ?? -99) - 10 * Math.log10(2 * power))).toBeLessThan(0.3)
    }
    const levels = [...thirdDb.subarray(thirdAt(200), thirdAt(16_000) + 1)]
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(0.6)
  })

  test('loses no power: all bands together are the signal’s, within 0.02 dB', () => {
    const { fineDb } = spectrumFrom([sine(440, 0.7), sine(2000, 0.7)])
    const total = fineDb.reduce((sum, db) => sum + 10 ** (db / 10), 0)
    expect(Math.abs(10 * Math.log10(total) - 20 * Math.log10(0.7))).toBeLessThan(0.02)
  })

  test('any blocking gives identical numbers, also through a store', async () => {
    const mix = [noise(50_000, 3), noise(50_000, 4)]
    const whole = spectrumFrom(mix, 50_000)
    for (const blockFrames of [64, 997, 4096]) expect(spectrumFrom(mix, blockFrames)).toEqual(whole)
    const store = new MemoryPcmStore(RATE, 2, false)
    store.append(mix, 50_000)
    expect((await analyse(store, kernels, detachedJob)).spectrum).toEqual(whole)
  })

  test('of a long track is that of 256 windows at most: of noise in 16 segments or 4 within 0.3 dB of all', async () => {
    const frames = 60 * RATE
    const channels = [noise(frames, 6)]
    const store = new MemoryPcmStore(RATE, 1, false)
    store.append(channels, frames)
    const whole = spectrumFrom(channels)
    const { spectrum } = await analyse(store, kernels, detachedJob)
    for (let k = thirdAt(200); k < THIRD_BANDS.count; k++)
      expect(Math.abs((spectrum.thirdDb[k] ?? -99) - (whole.thirdDb[k] ?? 0))).toBeLessThan(0.3)
    const examined = await examine(store, null, kernels, detachedJob)
    for (const [k, levelDb] of examined.spectrum.fineDb.entries())
      expect(levelDb).toBeCloseTo(spectrum.fineDb[k] ?? 0, 4)
  })

  test('is −∞ throughout for silence and for nothing', () => {
    for (const frames of [0, 9000]) {
      const { fineDb, thirdDb } = spectrumFrom([new Float32Array(frames)])
      expect(fineDb).toHaveLength(FINE_BANDS.count)
      expect([...fineDb, ...thirdDb].every((db) => db === Number.NEGATIVE_INFINITY)).toBe(true)
    }
  })
})
