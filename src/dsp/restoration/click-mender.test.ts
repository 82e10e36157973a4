import { describe, expect, it } from 'vitest'
import { seededNoise } from '../testing/seeded-noise'
import { BandSolver } from './band-solver'
import { ClickMender, MENDING_CONTEXT } from './click-mender'

/** A chord over a little coloured noise. */
const music = (frames: number): Float64Array => {
  const next = seededNoise(5)
  let dull = 0
  return Float64Array.from({ length: frames }, (_, n) => {
    dull += 0.2 * (0.02 * next() - dull)
    return (
      dull +
      [220, 277.2, 329.6, 1760].reduce(
        (sum, hz, k) => sum + (0.1 / (k + 1)) * Math.sin((2 * Math.PI * hz * n) / 48_000 + k),
        0,
      )
    )
  })
}

describe('mending a click', () => {
  const next = seededNoise(9)

  it.each([
    [1, -50],
    [3, -30],
    [20, -20],
  ])('%i frames of it: what is left is %d dB of the click, or less', (frames, leftDb) => {
    const clean = music(2 * MENDING_CONTEXT + frames)
    const mender = new ClickMender(48)
    mender.window.set(clean)
    let click = 0
    for (let k = MENDING_CONTEXT; k < MENDING_CONTEXT + frames; k++) {
      const added = 0.3 + 0.2 * next()
      click += added ** 2
      mender.window[k] = (clean[k] as number) + added
    }
    expect(mender.mend(frames)).toBe(true)
    const left = clean.reduce((sum, x, n) => sum + (x - (mender.window[n] as number)) ** 2, 0)
    expect(10 * Math.log10(left / click)).toBeLessThan(leftDb)
  })

  it('leaves what is none as it is, bit for bit: music, silence, a constant, noise', () => {
    const sounds: readonly ((n: number) => number)[] = [
      () => 0,
      () => 0.5,
      () => next(),
      (n) => (n === 0 ? 1 : 0),
    ]
    const length = 2 * MENDING_CONTEXT + 5
    const all = [
      music(length),
      ...sounds.map((at) => Float64Array.from({ length }, (_, n) => at(n))),
    ]
    for (const sound of all) {
      const mender = new ClickMender(5)
      mender.window.set(sound)
      expect(mender.mend(5)).toBe(false)
      expect(mender.window).toEqual(sound)
    }
  })
})

it('equations within a band are solved, and the trace of their inverse is the one of columns solved one by one', () => {
  const products = Float64Array.of(2.5, -1, 0.4, 0.1)
  const size = 9
  const solver = new BandSolver(3, 12)
  expect(solver.factorise(products, size)).toBe(true)
  const entry = (row: number, column: number): number => products[Math.abs(row - column)] ?? 0
  const wanted = Float64Array.from({ length: size }, (_, n) => Math.sin(n))
  const right = wanted.map((_, row) =>
    wanted.reduce((sum, x, column) => sum + entry(row, column) * x, 0),
  )
  solver.solve(right)
  for (const [n, x] of wanted.entries()) expect(right[n]).toBeCloseTo(x, 12)
  let trace = 0
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size)
    unit[column] = 1
    solver.solve(unit)
    trace += unit[column] ?? 0
  }
  expect(solver.inverseTrace()).toBeCloseTo(trace, 12)
  expect(solver.factorise(Float64Array.of(1, 2, 0, 0), size)).toBe(false)
})
