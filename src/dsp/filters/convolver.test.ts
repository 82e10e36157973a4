import { expect, test } from 'vitest'
import { BLOCK_FRAMES } from '../../core/pcm'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { seededNoise } from '../testing/seeded-noise'
import { type LaneResponses, PartitionedConvolver } from './convolver'

const FRAMES = 3 * BLOCK_FRAMES

const next = seededNoise(5)
const noise = (length: number): Float64Array =>
  Float64Array.from({ length }, () => Math.fround(next()))

function convolve(responses: LaneResponses, lanes: readonly Float64Array[], blockFrames: number) {
  const kernels = nodeKernels()
  const scope = kernels.scope()
  const convolver = new PartitionedConvolver(kernels, scope, responses)
  const [a, b] = [scope.f32(BLOCK_FRAMES), scope.f32(BLOCK_FRAMES)]
  const total = FRAMES + convolver.latencyFrames
  const out = [new Float32Array(total), new Float32Array(total)]
  for (let at = 0; at < total; ) {
    const offset = at % BLOCK_FRAMES
    const frames = Math.min(blockFrames, BLOCK_FRAMES - offset, total - at)
    for (let n = 0; n < frames; n++) {
      a.view[n] = lanes[0]?.[at + n] ?? 0
      b.view[n] = lanes[1]?.[at + n] ?? 0
    }
    convolver.process(a.pointer, b.pointer, offset, frames)
    out[0]?.set(a.view.subarray(0, frames), at)
    out[1]?.set(b.view.subarray(0, frames), at)
    at += frames
  }
  return out
}

/** Largest error at a few hundred places against the defining sum, relative to the response's gain. */
function worstError(out: Float32Array, x: Float64Array, h: Float64Array): number {
  let worst = 0
  for (let n = 0; n < FRAMES; n += 61) {
    let sum = 0
    for (let k = Math.max(0, n - x.length + 1); k < h.length && k <= n; k++)
      sum += (h[k] ?? 0) * (x[n - k] ?? 0)
    worst = Math.max(worst, Math.abs(sum - (out[n + BLOCK_FRAMES] ?? 0)))
  }
  return worst / Math.hypot(...h)
}

for (const [name, length, crossed] of [
  ['one partition', 1_001, false],
  ['three partitions', 9_001, false],
  ['three partitions, a response a lane', 9_001, true],
] as const)
  test(`${name}: the defining sum one grid block late, to −110 dB`, () => {
    const first = noise(length)
    const responses = crossed ? { first, second: noise(length) } : { first }
    const lanes = [noise(FRAMES), noise(FRAMES)]
    const [a, b] = convolve(responses, lanes, 4096)
    expect(
      20 * Math.log10(worstError(a as Float32Array, lanes[0] as Float64Array, first)),
    ).toBeLessThan(-110)
    const second = responses.second ?? first
    expect(
      20 * Math.log10(worstError(b as Float32Array, lanes[1] as Float64Array, second)),
    ).toBeLessThan(-110)
  })

test('any blocking gives the same bits', () => {
  const responses = { first: noise(5_000), second: noise(5_000) }
  const lanes = [noise(FRAMES), noise(FRAMES)]
  const whole = convolve(responses, lanes, 4096)
  for (const blockFrames of [64, 997])
    expect(convolve(responses, lanes, blockFrames)).toEqual(whole)
})
