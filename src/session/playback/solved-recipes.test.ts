import { expect, test } from 'vitest'
import { ok } from '../../core/outcome'
import { recipe } from '../../store/testing/recipe'
import { newTrack, type TrackState } from '../../store/tracks'
import { masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createSolvedRecipes } from './solved-recipes'

const LANDING = { driveDb: 3, ceilingDbtp: -1, marginDb: 0.05, budgetDb: -60 }
const rendered: TrackState = {
  ...newTrack('t', 'a.wav'),
  master: { ...masterOf(recipe(-14)), madeFrom: recipe(-14) },
}

const setUp = (solvable = true) => {
  const asked: number[] = []
  const signals: AbortSignal[] = []
  let told = 0
  const engine = fakeEngine({
    solve: async (_track, { targetLufs }, { signal }) => {
      asked.push(targetLufs)
      signals.push(signal)
      await Promise.resolve()
      return ok(solvable ? { landing: LANDING, integratedLufs: targetLufs } : null)
    },
  })
  const solved = createSolvedRecipes(engine, () => {
    told++
  })
  return { solved, asked, signals, told: () => told }
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

test('a recipe is solved once, and known from then on', async () => {
  const { solved, asked, told } = setUp()
  const wanted = recipe(-12)
  expect(solved.of(rendered, wanted)).toBeUndefined()
  expect(solved.of(rendered, wanted)).toBeUndefined()
  await turn()
  expect(told()).toBe(1)
  expect(solved.of(rendered, wanted)).toEqual({
    recipe: { ...wanted, landing: LANDING },
    integratedLufs: -12,
  })
  expect(asked).toEqual([-12])
})

test('only the newest recipe is answered: a hand on a slider asks for many', async () => {
  const { solved, signals, told } = setUp()
  const recipes = [-12, -11, -10].map(recipe)
  for (const wanted of recipes) solved.of(rendered, wanted)
  await turn()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false])
  expect(told()).toBe(1)
})

test('nothing is asked before a first master, and no answer is no news', async () => {
  const { solved, asked, told } = setUp(false)
  solved.of({ ...rendered, master: null }, recipe(-12))
  expect(asked).toEqual([])
  const wanted = recipe(-13)
  solved.of(rendered, wanted)
  await turn()
  expect(solved.of(rendered, wanted)).toBeUndefined()
  expect(told()).toBe(0)
  expect(asked).toEqual([-13])
})
