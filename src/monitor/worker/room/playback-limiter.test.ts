import { expect, test } from 'vitest'
import { PlaybackLimiter } from './playback-limiter'

const RATE = 48_000
const SETTINGS = { ceilingDbfs: -1, attackMs: 5, releaseMs: 100 }
const CEILING = 10 ** (-1 / 20)

const constant = (value: number, frames: number) => new Float32Array(frames).fill(value)

test('nothing passes its ceiling, from the first sample on', () => {
  const limiter = new PlaybackLimiter(SETTINGS, RATE)
  const planes = [constant(2, 4096), constant(-1.5, 4096)]
  limiter.process(planes, 4096)
  for (const plane of planes)
    for (const value of plane) expect(Math.abs(value)).toBeLessThanOrEqual(Math.fround(CEILING))
})

test('both channels are turned down alike, by what the louder one needs', () => {
  const limiter = new PlaybackLimiter(SETTINGS, RATE)
  const planes = [constant(2, RATE), constant(0.5, RATE)]
  limiter.process(planes, RATE)
  expect(planes[0]?.at(-1)).toBeCloseTo(CEILING, 5)
  expect(planes[1]?.at(-1)).toBeCloseTo(CEILING / 4, 5)
})

test('lets go with its release: 63 % of the way in 100 ms, within 1 %', () => {
  const limiter = new PlaybackLimiter(SETTINGS, RATE)
  limiter.process([constant(2, RATE)], RATE)
  const after = constant(0.1, RATE)
  limiter.process([after], RATE)
  const start = CEILING / 2
  const gain = (after[0.1 * RATE - 1] ?? 0) / 0.1
  expect((gain - start) / (1 - start)).toBeCloseTo(1 - Math.exp(-1), 2)
})

test('what is below the ceiling passes bit for bit', () => {
  const limiter = new PlaybackLimiter(SETTINGS, RATE)
  const samples = Float32Array.from({ length: 4096 }, (_, n) => 0.89 * Math.sin(n / 7))
  const heard = samples.slice()
  limiter.process([heard], 4096)
  expect(heard).toEqual(samples)
})
