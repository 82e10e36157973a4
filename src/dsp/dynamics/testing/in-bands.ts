import { nodeKernels } from '../../../hosts/node/node-kernels'
import { inBlocks } from '../../testing/in-blocks'
import { seededNoise } from '../../testing/seeded-noise'
import { type BandParams, Multiband } from '../multiband'

const kernels = nodeKernels()
export const CROSSOVERS = [120, 800, 5_000]
export const PARAMS: BandParams = {
  thresholdDb: -20,
  ratio: 4,
  kneeDb: 6,
  attackMs: 10,
  releaseMs: 100,
  makeupDb: 0,
  mix: 1,
  weight: 1,
}
export const IDLE: BandParams = { ...PARAMS, ratio: 1 }
export const idle = (bands: number): readonly BandParams[] =>
  Array.from({ length: bands }, () => IDLE)

export const generate = (frames: number, at: (n: number) => number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => at(n))

/** Drum-like bursts over tones in every band. */
export const music = (frames: number, seed: number): Float32Array => {
  const next = seededNoise(seed)
  return generate(frames, (n) => {
    const noise = next()
    const bursts = 0.4 * noise * Math.exp(-(n % 9000) / 1200)
    return 0.25 * Math.sin(n * 0.011 + seed) + 0.15 * Math.sin(n * 0.06) + bursts
  })
}

interface Run {
  readonly output: readonly Float32Array[]
  /** Of the last block. */
  readonly reductionsDb: Float32Array
}

export const run = (
  input: readonly Float32Array[],
  bandParams: readonly BandParams[],
  crossoversHz: readonly number[] = CROSSOVERS,
  sampleRate = 48_000,
  blockFrames = 4096,
): Run => {
  const multiband = new Multiband(kernels, bandParams, crossoversHz, sampleRate)
  const reductionsDb = new Float32Array(bandParams.length)
  const output = inBlocks(kernels, input, blockFrames, (...block) =>
    multiband.process(...block, reductionsDb),
  )
  multiband.dispose()
  return { output, reductionsDb }
}
