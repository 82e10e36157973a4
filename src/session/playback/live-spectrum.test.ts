import { expect, test } from 'vitest'
import { THIRD_BANDS } from '../../analysis/spectrum'
import { SPECTRUM_SIZE } from '../../monitor/protocol/meter-frame'
import { createLiveSpectrum } from './live-spectrum'

test('a sine of full scale reads 0 dB in its band within 0.01 dB, as the average spectrum has it', () => {
  const sampleRate = 48_000
  const bin = 256
  const levels = new Float32Array(SPECTRUM_SIZE / 2 + 1).fill(Number.NEGATIVE_INFINITY)
  // A Hann window spreads a sine in the middle of a bin over its neighbours, 6.02 dB down.
  levels[bin] = 0
  levels[bin - 1] = levels[bin + 1] = 20 * Math.log10(0.5)
  const bands = new Float32Array(THIRD_BANDS.count)
  createLiveSpectrum()(levels, sampleRate, THIRD_BANDS, bands)
  const band = Math.round(10 * Math.log10((bin * sampleRate) / SPECTRUM_SIZE)) - 13
  expect(Math.abs(bands[band] ?? -99)).toBeLessThan(0.01)
  expect(bands[band + 3]).toBe(Number.NEGATIVE_INFINITY)
})
