import { beforeAll, describe, expect, it } from 'vitest'
import { foundIn } from '../../analysis/findings/finding'
import { BED_RATE } from '../../analysis/findings/testing/bed-rate'
import { musicalNoise } from '../../analysis/findings/testing/beds'
import { equalised } from '../../analysis/findings/testing/changes'
import { examine } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { bell } from '../../dsp/filters/filter-design'
import { bandReductionsDb, REDUCTION_HOPS_PER_SECOND } from '../testing/band-reductions'
import { storeOf } from '../testing/mix'
import { kernels } from '../testing/render'
import { holdingValues } from './dynamic-moves'
import { heldReductions } from './holding'

/** Two of three seconds are harsh; a quarter of a second later the band has let go. */
const [PERIOD_SECONDS, BURST_SECONDS, RELEASE_SECONDS] = [3, 2, 0.25]
const isBurst = (seconds: number): boolean => seconds % PERIOD_SECONDS < BURST_SECONDS
const isBetween = (seconds: number): boolean =>
  seconds % PERIOD_SECONDS > BURST_SECONDS + RELEASE_SECONDS

describe.each([8, 10, 14])('noise that is harsh by %d dB in bursts', (db) => {
  let takenDb: (when: (seconds: number) => boolean) => number
  let predictedDb = 0

  beforeAll(async () => {
    const plain = musicalNoise()
    const harsh = equalised(bell(3200, db, 0.8, BED_RATE))(plain)
    const audio = plain.map((samples, c) =>
      Float32Array.from(samples, (x, n) => (isBurst(n / BED_RATE) ? (harsh[c]?.[n] ?? 0) : x)),
    )
    const analysis = await examine(storeOf(BED_RATE, audio), null, kernels, detachedJob)
    const told = foundIn(analysis).find(({ kind }) => kind === 'harshness')
    const heard = told?.standing?.heard
    const values = told ? holdingValues(told) : null
    if (!heard || !values) throw new Error('it was not heard')
    const law = { ratio: Number(values.ratio2), rangeDb: Number(values.range2Db) }
    predictedDb = heldReductions(heard, Number(values.threshold2Db), law).eventsDb
    const reductions = bandReductionsDb(audio, values, BED_RATE)
    takenDb = (when) => {
      const some = reductions.filter((_, hop) => when(hop / REDUCTION_HOPS_PER_SECOND))
      return some.reduce((sum, taken) => sum + taken, 0) / some.length
    }
  })

  it('is held in the bursts, by what was predicted within 0.5 dB', () => {
    expect(takenDb(isBurst)).toBeGreaterThan(1)
    expect(Math.abs(takenDb(isBurst) - predictedDb)).toBeLessThan(0.5)
  })

  it('is left alone between them, to 0.5 dB on average', () => {
    expect(takenDb(isBetween)).toBeLessThan(0.5)
  })
})
