import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { seededNoise } from '../testing/seeded-noise'
import { BiquadCascade, type LanePair, onBoth, onFirst, onSecond } from './biquad'
import { cascadeOracle } from './biquad.oracle'
import { bell, highPass, lowShelf } from './filter-design'

const kernels = nodeKernels()
const RATE = 48_000

const noise = (channels: number, frames: number): readonly Float32Array[] => {
  const next = seededNoise(12345)
  return Array.from({ length: channels }, () => Float32Array.from({ length: frames }, next))
}

const run = (
  sections: readonly LanePair[],
  input: readonly Float32Array[],
  lanes: 'left-right' | 'mid-side',
  frames = input[0]?.length ?? 0,
): readonly Float32Array[] => {
  const scope = kernels.scope()
  const cascade = new BiquadCascade(kernels, scope, sections, lanes)
  const regions = input.map(() => scope.f32(frames))
  const output = input.map((channel) => new Float32Array(channel.length))
  for (let start = 0; start < (input[0]?.length ?? 0); start += frames) {
    for (const [c, { view }] of regions.entries())
      view.set((input[c] ?? new Float32Array()).subarray(start, start + frames))
    cascade.process(
      regions.map(({ pointer }) => pointer),
      frames,
      false,
    )
    for (const [c, { view }] of regions.entries()) output[c]?.set(view, start)
  }
  scope.release()
  return output
}

const EIGHT = [
  onBoth(highPass(25, 0.8, RATE)),
  onBoth(lowShelf(90, 3, 0.7, RATE)),
  onFirst(bell(250, -4, 1.2, RATE)),
  onSecond(bell(900, 5, 3, RATE)),
  onBoth(bell(2500, 2, 0.8, RATE)),
  onFirst(bell(40, 12, 6, RATE)),
  onSecond(lowShelf(4000, -6, 0.5, RATE)),
  onBoth(bell(12_000, 4, 0.7, RATE)),
]

describe('BiquadCascade', () => {
  for (const lanes of ['left-right', 'mid-side'] as const)
    for (const count of [1, 2, 3, 4, 5, 7, 8])
      it(`equals the float64 oracle to the bit, ${count} sections, ${lanes}`, () => {
        const input = noise(2, 2049)
        const sections = EIGHT.slice(0, count)
        expect(run(sections, input, lanes)).toEqual(
          cascadeOracle(sections, input, lanes === 'mid-side'),
        )
      })

  it('equals the oracle to the bit in mono, where mid/side is the first lane', () => {
    const input = noise(1, 1001)
    for (const lanes of ['left-right', 'mid-side'] as const)
      expect(run(EIGHT, input, lanes)).toEqual(cascadeOracle(EIGHT, input, false))
  })

  it('gives the same bits for blocks of one frame', () => {
    const input = noise(2, 700)
    expect(run(EIGHT, input, 'mid-side', 1)).toEqual(run(EIGHT, input, 'mid-side'))
  })

  it('decays to exact zero, flushed on the grid', () => {
    const scope = kernels.scope()
    const cascade = new BiquadCascade(kernels, scope, [onBoth(bell(1000, 6, 1, RATE))])
    const [left, right] = [scope.f32(4096), scope.f32(4096)]
    left.view[0] = 1
    cascade.process([left.pointer, right.pointer], 4096, true)
    left.view.fill(0)
    cascade.process([left.pointer, right.pointer], 4096, true)
    cascade.process([left.pointer, right.pointer], 4096, true)
    left.view.fill(0)
    cascade.process([left.pointer, right.pointer], 4096, true)
    expect(left.view.every((value) => value === 0)).toBe(true)
    scope.release()
  })
})
