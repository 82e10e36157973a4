import { expect, test } from 'vitest'
import { type KStage, kWeighting } from './k-weighting'

const stageDb = ({ b0, b1, b2, a1, a2 }: KStage, freqHz: number, sampleRate: number): number => {
  const w = (2 * Math.PI * freqHz) / sampleRate
  const size = (c0: number, c1: number, c2: number): number =>
    Math.hypot(
      c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w),
      c1 * Math.sin(w) + c2 * Math.sin(2 * w),
    )
  return 20 * Math.log10(size(b0, b1, b2) / size(1, a1, a2))
}

const responseDb = (freqHz: number, sampleRate: number): number => {
  const { shelf, highPass } = kWeighting(sampleRate)
  return stageDb(shelf, freqHz, sampleRate) + stageDb(highPass, freqHz, sampleRate)
}

test('at 48 kHz the coefficients are the table of BS.1770-5, to 13 digits', () => {
  const { shelf, highPass } = kWeighting(48_000)
  expect(shelf.b0).toBeCloseTo(1.53512485958697, 13)
  expect(shelf.b1).toBeCloseTo(-2.69169618940638, 13)
  expect(shelf.b2).toBeCloseTo(1.19839281085285, 13)
  expect(shelf.a1).toBeCloseTo(-1.69065929318241, 13)
  expect(shelf.a2).toBeCloseTo(0.73248077421585, 13)
  expect(highPass.b0).toBeCloseTo(1, 14)
  expect(highPass.b1).toBeCloseTo(-2, 14)
  expect(highPass.a1).toBeCloseTo(-1.99004745483398, 13)
  expect(highPass.a2).toBeCloseTo(0.99007225036621, 13)
})

test('at 44.1 kHz they are the published check values', () => {
  const { shelf, highPass } = kWeighting(44_100)
  expect(shelf.b0).toBeCloseTo(1.53084123005035, 13)
  expect(shelf.b1).toBeCloseTo(-2.65097999515473, 13)
  expect(shelf.a1).toBeCloseTo(-1.66365511325602, 13)
  expect(highPass.b0).toBeCloseTo(0.99956006454251, 13)
  expect(highPass.a1).toBeCloseTo(-1.9891696736298, 13)
  expect(kWeighting(96_000).highPass.b0).toBeCloseTo(1.00249278898634, 13)
})

test.each([
  [25, -10.3928],
  [100, -1.1335],
  [997, 0.691],
  [1000, 0.6977],
  [2000, 3.0713],
  [10_000, 4.0419],
])('at 48 kHz and %f Hz it weighs %f dB', (freqHz, db) => {
  expect(responseDb(freqHz, 48_000)).toBeCloseTo(db, 3)
})

test.each([
  [44_100, 0.01],
  [88_200, 0.01],
  [96_000, 0.01],
  [192_000, 0.01],
  [32_000, 0.04],
  [22_050, 0.04],
])('at %i Hz the response keeps within %f dB of 48 kHz from 25 Hz to 10 kHz', (rate, boundDb) => {
  for (let freqHz = 25; freqHz <= 10_000; freqHz *= 1.1)
    expect(Math.abs(responseDb(freqHz, rate) - responseDb(freqHz, 48_000))).toBeLessThan(boundDb)
})
