import { describe, expect, it } from 'vitest'
import {
  bell,
  butterworthHighPass,
  butterworthLowPass,
  highPass,
  highShelf,
  lowPass,
  lowShelf,
  notch,
  type Slope,
  tilt,
} from './filter-design'
import {
  bellDb,
  butterworthHighPassDb,
  butterworthLowPassDb,
  highShelfDb,
  lowShelfDb,
  notchDb,
  tiltDb,
} from './filter-design.oracle'
import { type Biquad, IDENTITY, magnitudeDb } from './section'

const RATES = [44_100, 48_000, 96_000, 192_000]
const FREQUENCIES = [20, 60, 250, 1000, 3000, 5000, 8000, 10_000, 16_000, 20_000]
const SLOPES: readonly Slope[] = [12, 24, 36, 48]

const sweep = (from: number, to: number): number[] => {
  const points: number[] = []
  for (let f = from; f <= to; f *= 1.03) points.push(f)
  return [...points, to]
}

/** Largest difference in dB from a prototype, 20 Hz…20 kHz, `where` it counts. */
const worstDb = (
  sections: readonly Biquad[],
  f0: number,
  rate: number,
  prototype: (x: number) => number,
  where: (prototypeDb: number) => boolean = () => true,
): number =>
  Math.max(
    ...sweep(20, 20_000)
      .filter((f) => where(prototype(f / f0)))
      .map((f) => Math.abs(magnitudeDb(sections, f, rate) - prototype(f / f0))),
    0,
  )

const poleRadius = ({ a1, a2 }: Biquad): number => {
  const discriminant = a1 * a1 - 4 * a2
  return discriminant < 0 ? Math.sqrt(a2) : (Math.abs(a1) + Math.sqrt(discriminant)) / 2
}

describe('bells', () => {
  /** Sources: equaliser, table, Vicanek column; allowed + 0.02 dB (section 4). */
  it.each([
    [1000, 0.7, 0.009],
    [5000, 0.7, 0.18],
    [10_000, 0.7, 0.38],
    [10_000, 2, 0.13],
    [16_000, 0.7, 0.18],
    [16_000, 2, 0.22],
  ])(
    'follow the prototype to 20 kHz at 48 kHz as published: %d Hz, Q %d, %d dB',
    (f0, q, table) => {
      for (const gainDb of [6, -6])
        expect(
          worstDb([bell(f0, gainDb, q, 48_000)], f0, 48_000, (x) => bellDb(x, gainDb, q)),
        ).toBeLessThan(table + 0.02)
    },
  )

  it('have exactly their gain at their centre and 0 dB at 0 Hz', () => {
    for (const rate of RATES)
      for (const f0 of FREQUENCIES)
        for (const gainDb of [-18, -3, 0.5, 6, 18])
          for (const q of [0.1, 0.7, 4, 30]) {
            const section = [bell(f0, gainDb, q, rate)]
            expect(magnitudeDb(section, f0, rate)).toBeCloseTo(gainDb, 4)
            expect(magnitudeDb(section, 1e-3, rate)).toBeCloseTo(0, 4)
          }
  })
})

describe('shelves and tilt', () => {
  it('follow the prototype: ≤ 0.01 dB to f0 = 5 kHz, 0.045 at 8, 0.09 at 10 kHz (±6 dB, Q 0.707)', () => {
    for (const rate of [48_000, 96_000, 192_000])
      for (const gainDb of [6, -6])
        for (const f0 of FREQUENCIES.filter((f) => f <= 10_000)) {
          const bound = f0 <= 5000 ? 0.01 : f0 <= 8000 ? 0.045 : 0.09
          const q = Math.SQRT1_2
          const low = [lowShelf(f0, gainDb, q, rate)]
          const high = [highShelf(f0, gainDb, q, rate)]
          expect(worstDb(low, f0, rate, (x) => lowShelfDb(x, gainDb, q))).toBeLessThan(bound)
          expect(worstDb(high, f0, rate, (x) => highShelfDb(x, gainDb, q))).toBeLessThan(bound)
        }
  })

  it('follow the prototype within 0.3 dB for ±18 dB, Q 0.3 to 0.8, at any frequency', () => {
    for (const rate of RATES)
      for (const gainDb of [18, -18])
        for (const q of [0.3, 0.5, 0.8])
          for (const f0 of FREQUENCIES) {
            const low = [lowShelf(f0, gainDb, q, rate)]
            const high = [highShelf(f0, gainDb, q, rate)]
            expect(worstDb(low, f0, rate, (x) => lowShelfDb(x, gainDb, q))).toBeLessThan(0.3)
            expect(worstDb(high, f0, rate, (x) => highShelfDb(x, gainDb, q))).toBeLessThan(0.3)
            expect(
              worstDb([tilt(f0, gainDb, rate)], f0, rate, (x) => tiltDb(x, gainDb)),
            ).toBeLessThan(0.3)
          }
  })
})

describe('passes and notches', () => {
  it('low-passes fall as Butterworth: within 0.4 dB per 12 dB/oct down to −30 dB', () => {
    for (const rate of RATES)
      for (const slope of SLOPES)
        for (const f0 of FREQUENCIES) {
          const filter = butterworthLowPass(f0, slope, rate)
          const prototype = (x: number) => butterworthLowPassDb(x, slope)
          expect(worstDb(filter, f0, rate, prototype, (db) => db > -30)).toBeLessThan(
            (0.4 * slope) / 12,
          )
        }
  })

  it('high-passes fall as Butterworth: within 0.02 dB to 1 kHz, 0.5 dB to 5 kHz', () => {
    for (const rate of RATES)
      for (const slope of SLOPES)
        for (const f0 of FREQUENCIES.filter((f) => f <= 5000)) {
          const filter = butterworthHighPass(f0, slope, rate)
          const prototype = (x: number) => butterworthHighPassDb(x, slope)
          expect(worstDb(filter, f0, rate, prototype, (db) => db > -120)).toBeLessThan(
            f0 <= 1000 ? 0.02 : 0.5,
          )
        }
  })

  it('passes are −3.01 dB at their corner', () => {
    for (const rate of RATES)
      for (const slope of SLOPES)
        for (const f0 of FREQUENCIES.filter((f) => f <= 0.3 * rate)) {
          expect(magnitudeDb(butterworthLowPass(f0, slope, rate), f0, rate)).toBeCloseTo(-3.0103, 3)
          expect(magnitudeDb(butterworthHighPass(f0, slope, rate), f0, rate)).toBeCloseTo(
            -3.0103,
            3,
          )
        }
  })

  it('notches follow the prototype within 0.1 dB at Q 10 and are deep at their centre', () => {
    for (const rate of RATES)
      for (const f0 of FREQUENCIES) {
        const section = [notch(f0, 10, rate)]
        const near = (db: number) => db > -30
        expect(worstDb(section, f0, rate, (x) => notchDb(x, 10), near)).toBeLessThan(0.1)
        expect(magnitudeDb(section, f0, rate)).toBeLessThan(-100)
      }
  })
})

describe('every design', () => {
  const all = (f0: number, q: number, gainDb: number, rate: number): readonly Biquad[] => [
    bell(f0, gainDb, q, rate),
    lowShelf(f0, gainDb, q, rate),
    highShelf(f0, gainDb, q, rate),
    tilt(f0, gainDb, rate),
    lowPass(f0, q, rate),
    highPass(f0, q, rate),
    notch(f0, q, rate),
  ]

  it('is finite and stable from 8 to 384 kHz, above Nyquist too', () => {
    for (const rate of [8000, 22_050, 44_100, 48_000, 192_000, 384_000])
      for (const f0 of [10, ...FREQUENCIES])
        for (const q of [0.1, 0.5, 0.71, 3, 30])
          for (const gainDb of [-18, -0.1, 0.1, 18])
            for (const section of all(f0, q, gainDb, rate)) {
              expect(Object.values(section).every(Number.isFinite)).toBe(true)
              expect(poleRadius(section)).toBeLessThan(1)
            }
  })

  it('cuts by the inverse of its boost: their product is 1 within 1e-7 dB', () => {
    for (const rate of RATES)
      for (const f0 of FREQUENCIES)
        for (const design of [bell, lowShelf, highShelf]) {
          const pair = [design(f0, 9, 0.9, rate), design(f0, -9, 0.9, rate)]
          for (const f of [20, 300, 5000, 20_000])
            expect(Math.abs(magnitudeDb(pair, f, rate))).toBeLessThan(1e-7)
        }
  })

  it('is the identity at 0 dB', () => {
    for (const section of all(1000, 0.7, 0, 48_000).slice(0, 4)) expect(section).toEqual(IDENTITY)
  })
})
