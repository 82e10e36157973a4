import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { inTime } from '../testing/in-blocks'
import { MASKED_PARAMS } from '../testing/masked-params'
import { seededNoise } from '../testing/seeded-noise'
import { type LimiterHalf, MaskedLimiter } from './masked-limiter'
import { depthGrid } from './masking-depths'
import { NoiseToMask } from './noise-to-mask'

const kernels = nodeKernels()
const RATE = 48_000
const SECONDS = 3

const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

/** Kick, noise, chord and bass, the highest peaks so far over the ceiling. */
const music = (overDb: number): Float32Array => {
  const noise = seededNoise(4)
  const samples = Float32Array.from({ length: SECONDS * RATE }, (_, n) => {
    const t = n / RATE
    const since = t % 0.5
    const kick = Math.exp(-since * 25) * sine(55 + 60 * Math.exp(-since * 50), since)
    const snare = Math.exp(-((t + 0.25) % 0.5) * 30) * noise()
    const chord = [220, 277, 330, 880, 1760].reduce((sum, hz) => sum + sine(hz, t), 0)
    return kick + 0.7 * snare + 0.08 * chord + 0.2 * sine(82, t) + 0.03 * noise()
  })
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const gain = (MASKED_PARAMS.ceiling * 10 ** (overDb / 20)) / peak
  return samples.map((x) => gain * x)
}

const half = (input: Float32Array, budgetDb: number, which: LimiterHalf): Float32Array => {
  const sharing = { budgetDb, delayFrames: 0, half: which }
  const limiter = new MaskedLimiter(kernels, MASKED_PARAMS, sharing, RATE, 1)
  const [output] = inTime(kernels, [input], 4096, limiter)
  limiter.dispose()
  return output ?? new Float32Array()
}

/** Noise to mask ratio of what cancelling added, hop by hop where it added anything, dB. */
const addedDb = (input: Float32Array, output: Float32Array): readonly number[] => {
  const { sizeFrames, hopFrames } = depthGrid(RATE)
  const scope = kernels.scope()
  const meter = new NoiseToMask(kernels, scope, sizeFrames, RATE)
  const audio = scope.f32(sizeFrames)
  const solved = scope.f32(sizeFrames)
  const found: number[] = []
  for (let at = 0; at + sizeFrames <= input.length; at += hopFrames) {
    audio.view.set(input.subarray(at, at + sizeFrames))
    solved.view.set(output.subarray(at, at + sizeFrames))
    const ratio = meter.ratio({ audio, solved }, { audio, solved }, 0, 0)
    if (ratio > 0) found.push(10 * Math.log10(ratio))
  }
  scope.release()
  return found
}

const cancelledDb = (overDb: number, budgetDb: number): readonly number[] => {
  const turnedDown = half(music(overDb), budgetDb, 'turn-down')
  return addedDb(turnedDown, half(turnedDown, budgetDb, 'cancel'))
}

describe('what cancelling adds, hop by hop against what the sound masks', () => {
  it.each([
    [3, -10],
    [6, -10],
    [10, -10],
    [3, 0],
    [6, 0],
    [10, 0],
  ])('peaks %i dB over, budget %i dB: under it in 19 hops of 20', (overDb, budgetDb) => {
    const ratiosDb = cancelledDb(overDb, budgetDb)
    const over = ratiosDb.filter((db) => db > budgetDb)
    expect(ratiosDb.length).toBeGreaterThan(200)
    expect(over.length / ratiosDb.length).toBeLessThan(0.05)
    // A depth is of a hop's highest peak alone: single hops are over, and with 10 dB declared still under what is masked.
    expect(Math.max(...ratiosDb)).toBeLessThan(budgetDb === 0 ? 3 : 0)
  })

  it.each([
    [10, 10],
    [22, 20],
  ])('peaks %i dB over, budget %i dB: under it everywhere', (overDb, budgetDb) => {
    expect(Math.max(...cancelledDb(overDb, budgetDb))).toBeLessThan(budgetDb)
  })

  it('driven far it is over a budget of 0 dB for most of the time, by no more than 5 dB', () => {
    const ratiosDb = cancelledDb(22, 0)
    const over = ratiosDb.filter((db) => db > 0)
    expect(over.length / ratiosDb.length).toBeGreaterThan(0.5)
    expect(Math.max(...ratiosDb)).toBeLessThan(5)
  })
})
