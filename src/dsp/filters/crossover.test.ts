import { expect, test } from 'vitest'
import { linkwitzRiley4 } from './crossover'
import type { Biquad } from './section'

type Complex = readonly [number, number]
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c]
const over = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const p = c * c + d * d
  return [(a * c + b * d) / p, (b * c - a * d) / p]
}
const response = ({ b0, b1, b2, a1, a2 }: Biquad, w: number): Complex => {
  const at = (c0: number, c1: number, c2: number): Complex => [
    c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w),
    -c1 * Math.sin(w) - c2 * Math.sin(2 * w),
  ]
  return over(at(b0, b1, b2), at(1, a1, a2))
}

for (const rate of [44_100, 48_000, 96_000, 192_000])
  for (const freqHz of [80, 250, 2_500, 8_000])
    test(`${freqHz} Hz at ${rate} Hz: the legs add up to the all-pass within 1e-9, −6.02 dB each at the crossover`, () => {
      const { low, high, allPass } = linkwitzRiley4(freqHz, rate)
      for (let k = 1; k < 200; k++) {
        const w = (Math.PI * k) / 200
        const [l, h, a] = [low, high, allPass].map((section) => response(section, w)) as [
          Complex,
          Complex,
          Complex,
        ]
        const [sumRe, sumIm] = times(l, l).map((value, i) => value + (times(h, h)[i] ?? 0)) as [
          number,
          number,
        ]
        expect(Math.hypot(sumRe - a[0], sumIm - a[1])).toBeLessThan(1e-9)
        expect(Math.hypot(...a)).toBeCloseTo(1, 9)
      }
      const at = (2 * Math.PI * freqHz) / rate
      for (const section of [low, high])
        expect(40 * Math.log10(Math.hypot(...response(section, at)))).toBeCloseTo(-6.0206, 3)
    })
