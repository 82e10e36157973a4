import { describe, expect, it } from 'vitest'
import { xOf, yOf } from './axes'
import { timeTicks } from './ticks'

const frame = { left: 30, top: 10, width: 200, height: 100 }

describe('plot axes', () => {
  it('put the ends of a range on the frame, and values beyond it on its edge', () => {
    const db = { kind: 'linear', min: -60, max: 0 } as const
    expect([yOf(frame, db, 0), yOf(frame, db, -60), yOf(frame, db, -30)]).toEqual([10, 110, 60])
    expect(yOf(frame, db, Number.NEGATIVE_INFINITY)).toBe(110)
    expect(yOf(frame, db, 12)).toBe(10)
  })

  it('give every octave of a frequency axis the same width', () => {
    const hz = { kind: 'log', min: 20, max: 20_480 } as const
    for (const freqHz of [20, 40, 640, 10_240])
      expect(xOf(frame, hz, 2 * freqHz) - xOf(frame, hz, freqHz)).toBeCloseTo(20, 9)
  })
})

describe('time ticks', () => {
  it('are round, inside, and at least 72 px apart', () => {
    for (const seconds of [3, 40, 242, 3600, 7200]) {
      const ticks = timeTicks(seconds, 728)
      const [first, second] = ticks.map(({ value }) => value)
      expect(first).toBeGreaterThan(0)
      expect(ticks.at(-1)?.value).toBeLessThan(seconds)
      expect((((second ?? 1e9) - (first ?? 0)) / seconds) * 728).toBeGreaterThanOrEqual(72)
    }
    expect(timeTicks(40, 728).map(({ label }) => label)).toEqual([
      '0:05',
      '0:10',
      '0:15',
      '0:20',
      '0:25',
      '0:30',
      '0:35',
    ])
  })

  it('start behind the left edge of a zoomed view', () => {
    expect(timeTicks(20, 400, 61).map(({ label }) => label)).toEqual([
      '1:05',
      '1:10',
      '1:15',
      '1:20',
    ])
  })
})
