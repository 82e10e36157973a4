import { describe, expect, it } from 'vitest'
import type { Engine } from '../../client/engine'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { LoudnessPrice } from '../../mastering/price/loudness-price'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { analysisOf, masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createJobRunner } from './job-runner'
import { createPricing } from './pricing'

const PRICE: LoudnessPrice = { points: [], freeLufs: -18, inaudibleLufs: null, measuredAtLufs: [] }

/** A mastered track, and an engine that answers a measured price when it is told to. */
const setUp = () => {
  const asked: boolean[] = []
  const waiting: ((answer: Outcome<LoudnessPrice | null>) => void)[] = []
  const price: Engine['price'] = async (_track, _recipe, measured, _known, { signal }) => {
    asked.push(measured)
    if (!measured) return ok(PRICE)
    return new Promise((resolve) => {
      waiting.push(resolve)
      signal.addEventListener('abort', () => resolve(fail('cancelled')))
    })
  }
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const pricing = createPricing(studio, fakeEngine({ price }), jobs)
  studio.addTrack(newTrack('t', 'a.wav'))
  studio.patchTrack('t', { analysis: analysisOf(-20) })
  const wanted = recipe(-14)
  studio.startRecipe('t', wanted)
  const master = (of = wanted) =>
    studio.patchTrack('t', { master: { ...masterOf(of), madeFrom: of } })
  const priceOf = () => studio.trackOf('t')?.price
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  return { studio, jobs, pricing, asked, waiting, master, priceOf, rest, wanted }
}

describe('the price of loudness', () => {
  it('comes from the models at once, measured when it is seen; a new target asks for nothing', async () => {
    const { studio, pricing, asked, waiting, master, priceOf, rest, wanted } = setUp()
    expect(asked).toEqual([])
    master()
    await rest()
    expect(asked).toEqual([false])
    expect(priceOf()).toMatchObject({ price: PRICE, isMeasured: false })
    pricing.setSeen(true)
    await rest()
    expect(asked).toEqual([false, true])
    waiting[0]?.(ok({ ...PRICE, inaudibleLufs: -10 }))
    await rest()
    expect(priceOf()).toMatchObject({ price: { inaudibleLufs: -10 }, isMeasured: true })
    const louder = { ...wanted, targetLufs: -9 }
    studio.editRecipe('t', louder, 'target')
    master(louder)
    await rest()
    expect(asked).toHaveLength(2)
  })

  it('stands aside while the track is mastered, and is taken up again after it', async () => {
    const { studio, pricing, asked, master, rest } = setUp()
    pricing.setSeen(true)
    master()
    await rest()
    studio.setJob('t', 'mastering', 0)
    await rest()
    expect(studio.getState().jobs.map(({ kind }) => kind)).toEqual(['mastering'])
    studio.setJob('t', 'mastering', null)
    await rest()
    expect(asked).toEqual([false, true, true])
  })

  it('stays cancelled when a person cancels it, until it is asked for', async () => {
    const { jobs, pricing, asked, master, priceOf, rest } = setUp()
    pricing.setSeen(true)
    master()
    await rest()
    jobs.cancel('t', 'pricing')
    await rest()
    expect(asked).toHaveLength(2)
    expect(priceOf()).toMatchObject({ isMeasured: false })
    pricing.measure('t')
    await rest()
    expect(asked).toEqual([false, true, true])
  })
})
