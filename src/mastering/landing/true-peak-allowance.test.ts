import { expect, it } from 'vitest'
import { NOISE_SHAPERS, type NoiseShaper, Quantiser } from '../../dsp/dither'
import { TruePeakMeter } from '../../dsp/meters/true-peak'
import { VERIFIER_SHAPE } from '../../dsp/resampling/interpolator'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { WORD_LENGTH_ALLOWANCE } from './true-peak-allowance'

const BLOCK = 4096
const BLOCKS = Math.ceil((60 * 44_100) / BLOCK)

it.each(Object.keys(NOISE_SHAPERS) as NoiseShaper[])(
  'a minute of 16-bit error shaped by %s has less true peak (16 × 128) than the allowance',
  (shaper) => {
    const kernels = nodeKernels()
    const dither = { kind: 'shaped', shaper } as const
    const quantiser = new Quantiser(
      kernels,
      { channelCount: 1, bitDepth: 16, dither, seed: 0 },
      BLOCK,
    )
    const meter = new TruePeakMeter(kernels, 1, VERIFIER_SHAPE)
    const noise = seededNoise(5)
    const error = new Float32Array(BLOCK)
    for (let block = 0; block < BLOCKS; block++) {
      const input = Float32Array.from(error, () => 0.5 * noise())
      quantiser.quantise([input], BLOCK)
      for (let n = 0; n < BLOCK; n++)
        error[n] = (quantiser.integers[0]?.[n] ?? 0) / 32_768 - (input[n] ?? 0)
      meter.push([error], BLOCK)
    }
    const peak = meter.finish()
    expect(peak).toBeLessThan(WORD_LENGTH_ALLOWANCE)
  },
)
