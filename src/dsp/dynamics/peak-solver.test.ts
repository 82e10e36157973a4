import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { inTime } from '../testing/in-blocks'
import { seededNoise } from '../testing/seeded-noise'
import { KernelShaper } from './cancelling-kernel'
import { PeakSolver } from './peak-solver'
import { interpolatedFour, solveProgramme } from './peak-solver.oracle'

const kernels = nodeKernels()
const RATE = 48_000
const CEILING = 0.5

/** Dull noise over a chord, peaks some 6 dB over CEILING. */
const music = (frames: number, seed = 1): Float32Array => {
  const noise = seededNoise(seed)
  let dull = 0
  return Float32Array.from({ length: frames }, (_, n) => {
    dull += 0.2 * (noise() - dull)
    const t = n / RATE
    return (
      dull * 1.5 + 0.25 * Math.sin(2 * Math.PI * 220 * t) + 0.25 * Math.sin(2 * Math.PI * 331 * t)
    )
  })
}

const solve = (
  input: readonly Float32Array[],
  { ceiling = CEILING, rate = RATE, blockFrames = 4096, delayFrames = 0 } = {},
): { readonly output: Float32Array[]; readonly latencyFrames: number; readonly count: number } => {
  const channels = input.length === 1 ? 1 : 2
  const solver = new PeakSolver(kernels, { ceiling, delayFrames }, rate, channels)
  const { latencyFrames } = solver
  const output = inTime(kernels, input, blockFrames, solver)
  const { count } = solver.cancelled
  solver.dispose()
  return { output, latencyFrames, count }
}

const largest = (x: ArrayLike<number>): number => {
  let most = 0
  for (let n = 0; n < x.length; n++) most = Math.max(most, Math.abs(x[n] ?? 0))
  return most
}

describe('the peak solver', () => {
  it('lets what is under the ceiling through bit for bit, delayed by its latency', () => {
    const x = music(20_000).map((value) => value * 0.3)
    const { output, count } = solve([x])
    expect(output[0]).toEqual(x)
    expect(count).toBe(0)
  })

  it('leaves no point of the four-fold interpolation more than 0.15 dB over the ceiling: the guard behind takes tenths', () => {
    const x = music(40_000)
    const before = largest(interpolatedFour(x))
    expect(before).toBeGreaterThan(1.8 * CEILING)
    const { output } = solve([x])
    expect(largest(interpolatedFour(output[0] ?? []))).toBeLessThan(CEILING * 1.0175)
  })

  it('comes to what the float64 programme over all points comes to, within a tenth of a dB', () => {
    const x = music(1_024)
    x.fill(0, 0, 100)
    x.fill(0, 924)
    const scope = kernels.scope()
    const shaper = new KernelShaper(kernels, scope, RATE)
    const audio = scope.f32(x.length)
    audio.view.set(x)
    const kernel = shaper.newKernel()
    shaper.shape([audio.pointer], [kernel])
    const { reachPoints } = shaper
    const wave = interpolatedFour(x)
    const { added, multipliers } = solveProgramme(wave, kernel.points.view, reachPoints, CEILING)
    expect(largest(multipliers)).toBeGreaterThan(0.1)
    const room = scope.f32(wave.length + 2 * reachPoints + 16)
    room.view.set(wave, reachPoints)
    const marks = scope.u8(wave.length + 16)
    const places = scope.i32(wave.length)
    const given = scope.f32(wave.length)
    kernels.call.solvePeaks(
      room.pointer + reachPoints * 4,
      wave.length,
      kernel.points.pointer,
      kernel.points.pointer,
      kernel.points.pointer,
      0,
      wave.length,
      reachPoints,
      CEILING,
      0.002,
      96,
      marks.pointer,
      places.pointer,
      given.pointer,
    )
    const found = added.map((_, t) => (room.view[reachPoints + t] ?? 0) - (wave[t] ?? 0))
    scope.release()
    const powerOf = (e: Float64Array): number => e.reduce((sum, value) => sum + value * value, 0)
    expect(Math.abs(10 * Math.log10(powerOf(found) / powerOf(added)))).toBeLessThan(0.1)
    const difference = added.map((value, t) => value - (found[t] ?? 0))
    expect(10 * Math.log10(powerOf(difference) / powerOf(added))).toBeLessThan(-20)
  })

  it('gives the same bits for any blocking, and again after a start on any later window', () => {
    const x = [music(30_000), music(30_000, 5)]
    const whole = solve(x).output
    for (const blockFrames of [1, 64, 1009]) expect(solve(x, { blockFrames }).output).toEqual(whole)
    const later = solve(x.map((channel) => channel.subarray(8_192))).output
    // From one window and its margin after the start.
    for (const [c, channel] of later.entries())
      expect(channel.subarray(2_048)).toEqual(whole[c]?.subarray(8_192 + 2_048))
  })

  it('lays its windows on the track’s own frames, however late the audio comes', () => {
    const x = music(20_000)
    const late = new Float32Array(20_700)
    late.set(x, 700)
    const [delayed] = solve([late], { delayFrames: 700 }).output
    expect(delayed?.subarray(700)).toEqual(solve([x]).output[0])
  })

  it('keeps mono mono, and one channel out of the other', () => {
    const x = music(20_000)
    const [left, right] = solve([x, x]).output
    expect(left).toEqual(right)
    const quiet = x.map((value) => value * 0.2)
    const [, untouched] = solve([x, quiet]).output
    expect(untouched).toEqual(quiet)
  })

  it('is odd: the negative of the input gives the negative of the output', () => {
    const x = music(12_000)
    const [up = new Float32Array()] = solve([x]).output
    const [down] = solve([x.map((value) => -value)]).output
    expect(down).toEqual(up.map((value) => -value))
  })

  it.each([22_050, 44_100, 96_000, 192_000])('holds at %i Hz', (rate) => {
    const { output } = solve([music(20_000)], { rate })
    expect(largest(interpolatedFour(output[0] ?? []))).toBeLessThan(CEILING * 1.0175)
  })

  it('ends on whatever it is given', () => {
    const noise = seededNoise(9)
    const kinds: readonly ((n: number) => number)[] = [
      () => 0,
      () => 40,
      (n) => (n % 2 === 0 ? 8 : -8),
      () => 30 * noise(),
      (n) => (n === 5_000 ? 100 : 0),
      (n) => 20 * Math.sin(n / 150),
    ]
    for (const kind of kinds) {
      const { output } = solve([Float32Array.from({ length: 12_000 }, (_, n) => kind(n))])
      expect(output[0]?.every(Number.isFinite)).toBe(true)
    }
  })
})
