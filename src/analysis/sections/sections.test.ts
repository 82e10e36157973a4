import { describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { joinedFloats } from '../../core/joined'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { applyOp } from '../damage/testing/operations'
import { programme } from '../damage/testing/programme'
import { measureSectionFeatures } from './section-features'
import { type Sections, sectionsOf } from './sections'

const RATE = 48_000
const kernels = nodeKernels()

const find = async (sampleRate: number, channels: readonly Float32Array[]): Promise<Sections> => {
  const store = new MemoryPcmStore(sampleRate, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return sectionsOf(await measureSectionFeatures(store, kernels, detachedJob))
}

const noise = (seconds: number, level: number, seed = 1, rate = RATE): Float32Array => {
  const next = seededNoise(seed)
  return Float32Array.from({ length: Math.round(seconds * rate) }, () => level * next())
}

describe('the sections of a track', () => {
  // The parts, boundaries and loudnesses were laid down by an independent program.
  it('are four for the programme whole, dulled, whole, and mono: within 1.5 s and 0.1 LU', async () => {
    const whole = programme(RATE)
    const dulled = applyOp(whole, { op: 'lowpass', hz: 2500, taps: 255, beta: 8 }, RATE)
    const part = (left: ArrayLike<number>, right: ArrayLike<number>, db: number) =>
      [left, right].map((samples) => Float32Array.from(samples, (x) => x * 10 ** (db / 20)))
    const middle = Float64Array.from(whole[0], (x, n) => (x + (whole[1][n] ?? 0)) / 2)
    const parts = [
      part(...whole, 0),
      part(...dulled, -9),
      part(...whole, 0),
      part(middle, middle, -4),
    ]
    const channels = [0, 1].map((c) =>
      joinedFloats(parts.map((each) => each[c] ?? new Float32Array(0))),
    )
    const { sections, loudest } = await find(RATE, channels)
    expect(sections).toHaveLength(4)
    for (const [index, seconds] of [20, 40, 60].entries())
      expect(Math.abs((sections[index]?.endSeconds ?? 0) - seconds)).toBeLessThan(1.5)
    for (const [index, lufs] of [-18.21, -28.17, -18.21, -22.29].entries())
      expect(Math.abs((sections[index]?.integratedLufs ?? 0) - lufs), String(index)).toBeLessThan(
        0.1,
      )
    expect(sections.map(({ rank }) => rank)).toEqual(['loudest', 'quiet', 'loudest', 'middle'])
    expect(loudest && loudest.endSeconds - loudest.startSeconds).toBeGreaterThanOrEqual(8)
    const start = loudest?.startSeconds ?? -1
    expect(start < 20 || (start >= 38 && start < 60)).toBe(true)
  })

  it('join without gaps from the first to the last moment, at any rate and in mono', async () => {
    for (const rate of [8000, 44_100, 192_000]) {
      const { sections } = await find(rate, [
        joinedFloats([noise(15, 0.02, 1, rate), noise(15, 0.3, 2, rate)]),
      ])
      expect(sections).toHaveLength(2)
      expect(sections[0]?.startSeconds).toBe(0)
      expect(sections[1]?.endSeconds).toBe(30)
      expect(sections[0]?.endSeconds).toBe(sections[1]?.startSeconds)
      expect(sections[0]?.endSeconds).toBeCloseTo(15, 1)
      expect(sections.map(({ rank }) => rank)).toEqual(['quiet', 'loudest'])
    }
  })

  it('is one where nothing changes, and it is not called loud', async () => {
    const { sections } = await find(RATE, [noise(60, 0.1)])
    expect(sections).toMatchObject([{ startSeconds: 0, endSeconds: 60, rank: 'middle' }])
  })

  it('are never shorter than eight seconds', async () => {
    const parts = Array.from({ length: 20 }, (_, k) => noise(3, k % 2 === 0 ? 0.02 : 0.3, k))
    const { sections } = await find(RATE, [joinedFloats(parts)])
    for (const { startSeconds, endSeconds } of sections)
      expect(endSeconds - startSeconds).toBeGreaterThan(8 - 2)
  })

  it('of a second are that second; of silence one, with nothing loudest; of nothing none', async () => {
    const second = await find(RATE, [noise(1, 0.1)])
    expect(second.sections).toHaveLength(1)
    expect(second.loudest).toEqual({ startSeconds: 0, endSeconds: 1 })
    const silent = await find(RATE, [new Float32Array(20 * RATE)])
    expect(silent.sections).toMatchObject([
      { integratedLufs: Number.NEGATIVE_INFINITY, rank: 'quiet' },
    ])
    expect(silent.loudest).toBeNull()
    expect(await find(RATE, [new Float32Array(0)])).toEqual({ sections: [], loudest: null })
  })

  it('say where it is loudest: the run within 2 LU, or eight seconds', async () => {
    const long = await find(RATE, [
      joinedFloats([noise(20, 0.03), noise(12, 0.3), noise(20, 0.03)]),
    ])
    expect(long.loudest?.startSeconds).toBeGreaterThan(18)
    expect(long.loudest?.endSeconds).toBeLessThan(34)
    const short = await find(RATE, [
      joinedFloats([noise(20, 0.03), noise(2, 0.3), noise(20, 0.03)]),
    ])
    const { startSeconds = 0, endSeconds = 0 } = short.loudest ?? {}
    expect(endSeconds - startSeconds).toBeCloseTo(8, 6)
    expect(startSeconds).toBeLessThanOrEqual(20)
    expect(endSeconds).toBeGreaterThanOrEqual(22)
  })
})
