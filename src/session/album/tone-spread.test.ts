import { expect, it } from 'vitest'
import { THIRD_BANDS } from '../../analysis/spectrum'
import { toneSpread } from './tone-spread'

const spectrum = (levelDb: (hz: number) => number) => ({
  thirdDb: Float32Array.from({ length: THIRD_BANDS.count }, (_, band) =>
    levelDb(THIRD_BANDS.centreHz(band)),
  ),
})

it('is nothing for tracks of one tone, however loud each is', () => {
  for (const tone of toneSpread([spectrum(() => -10), spectrum(() => -30)]))
    for (const db of tone ?? [Number.NaN]) expect(db).toBeCloseTo(0, 9)
})

it('says which track is brighter than the others', () => {
  const [plain, bright] = toneSpread([
    spectrum(() => -20),
    spectrum((hz) => (hz > 4000 ? -14 : -20)),
  ])
  expect(bright?.[2]).toBeGreaterThan(1)
  expect(plain?.[2]).toBeCloseTo(-(bright?.[2] ?? 0), 9)
  expect(bright?.[0]).toBeLessThan(0)
})

it('leaves out what is not known or silent', () => {
  const silent = spectrum(() => Number.NEGATIVE_INFINITY)
  expect(toneSpread([null, silent, spectrum(() => -20)])).toEqual([null, null, [0, 0, 0]])
})
