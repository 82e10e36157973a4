import { expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { noise } from '../testing/signals'

const kernels = nodeKernels()
const FRAMES = 1003
/** Zeros in front of what a kernel works on, and behind. */
const AROUND = 600

const placed = (samples: Float32Array) => {
  const scope = kernels.scope()
  const region = scope.f32(AROUND + samples.length + AROUND)
  region.view.set(samples, AROUND)
  return { scope, pointer: region.pointer + AROUND * 4 }
}

it('levels of a block are those of the sums in float64, within 1e-5 of them', () => {
  const left = noise(FRAMES, 1)
  const right = noise(FRAMES, 2)
  const { scope, pointer } = placed(left)
  const other = placed(right)
  const out = scope.f32(7)
  kernels.call.blockLevels(pointer, other.pointer, FRAMES, out.pointer)
  const most = (x: Float32Array) => Math.max(...x.map(Math.abs))
  const least = (x: Float32Array) => Math.min(...x.map(Math.abs))
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, n) => sum + value * (b[n] ?? 0), 0)
  const oracle = [
    most(left),
    most(right),
    dot(left, left),
    dot(right, right),
    dot(left, right),
    least(left),
    least(right),
  ]
  for (const [k, value] of oracle.entries()) expect(out.view[k]).toBeCloseTo(value, 2)
  expect(out.view[2]).toBeCloseTo(oracle[2] ?? 0, 3)
})

it('bends are the largest second difference of each group, the last one shorter', () => {
  const x = noise(FRAMES, 3)
  const { scope, pointer } = placed(x)
  const out = scope.f32(16)
  const count = kernels.call.largestBends(pointer, FRAMES, 64, out.pointer)
  expect(count).toBe(16)
  const bends = x.map((value, n) => Math.abs((x[n - 1] ?? 0) + (x[n + 1] ?? 0) - 2 * value))
  for (let k = 0; k < count; k++)
    expect(out.view[k]).toBeCloseTo(Math.max(...bends.slice(64 * k, 64 * k + 64)), 5)
})

it('thinning out is a dot product with the taps at every so many samples', () => {
  const x = noise(FRAMES, 4)
  const taps = noise(24, 5)
  const { scope, pointer } = placed(x)
  const region = scope.f32(24)
  region.view.set(taps)
  const out = scope.f32(40)
  kernels.call.decimate(pointer, region.pointer, 24, 24, out.pointer, 40)
  for (let k = 0; k < 40; k++) {
    const oracle = taps.reduce((sum, tap, j) => sum + tap * (x[24 * k + j] ?? 0), 0)
    expect(out.view[k]).toBeCloseTo(oracle, 5)
  }
})

it('runs of zeros are told where they end, also across blocks and at any place', () => {
  const x = noise(FRAMES, 6).map((value) => value + 2)
  x.fill(0, 101, 151)
  x.fill(0, 490, 535)
  x.fill(0, 700, 720)
  const { scope, pointer } = placed(x)
  const state = scope.i32(1)
  const out = scope.i32(16)
  const found: number[][] = []
  for (const [from, to] of [
    [0, 500],
    [500, FRAMES],
  ] as const) {
    const at = pointer + from * 4
    const count = kernels.call.zeroRuns(at, to - from, 32, state.pointer, out.pointer, 8)
    for (let k = 0; k < count; k++)
      found.push([from + (out.view[2 * k] ?? 0), out.view[2 * k + 1] ?? 0])
  }
  expect(found).toEqual([
    [151, 50],
    [535, 45],
  ])
})

it('flat tops are steep on both sides and three samples long; a gentle one is none', () => {
  const x = new Float32Array(FRAMES)
  x.set([0.5, 0.5, 0.5], 50)
  x.set([-0.5, -0.5, -0.5, -0.5], 121)
  x.set([0.5, 0.5], 200)
  x.set([0.499_999_8, 0.5, 0.5, 0.5, 0.499_999_8], 300)
  const { scope, pointer } = placed(x)
  const out = scope.i32(30)
  const count = kernels.call.plateaus(pointer, FRAMES, 1e-6, 0.01, out.pointer, 10)
  const places = Array.from({ length: count }, (_, k) => [out.view[3 * k], out.view[3 * k + 1]])
  expect(places).toEqual([
    [50, 3],
    [121, 4],
    [300, 5],
  ])
})

it('used bits are those of all magnitudes, and a sample between steps is noticed', () => {
  const x = Float32Array.from({ length: 37 }, (_, n) => ((n % 5) - 2) * 2 ** -15)
  const { scope, pointer } = placed(x)
  const state = scope.i32(2)
  kernels.call.usedBits(pointer, 37, state.pointer)
  expect([...state.view]).toEqual([0x300, 0])
  const between = placed(Float32Array.of(0.1))
  kernels.call.usedBits(between.pointer, 1, state.pointer)
  expect(state.view[1]).toBe(1)
})
