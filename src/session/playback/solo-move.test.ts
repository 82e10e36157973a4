import { expect, it } from 'vitest'
import { settingsOf } from '../../chain/recipe'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { analysisOf } from '../testing/facts'
import { firstRecipe, withMove, withParameter } from '../tracks/recipe-changes'
import { heardOf, soloOf } from './solo-move'

const analysis = analysisOf(-20)
const recipe = withParameter(firstRecipe(analysis), 'equaliser', 'gain5Db', 6)

const studio = createStudio()
studio.addTrack({ ...newTrack('t', 'a.wav'), analysis })
studio.startRecipe('t', recipe)

it('of a move is its module with what the move sets and nothing else', () => {
  const state = { ...studio.getState(), ...soloOf(studio.getState(), 'style-tone') }
  expect(state).toMatchObject({ soloId: 'equaliser', soloMoveId: 'style-tone' })
  const heard = heardOf(state, { recipe, integratedLufs: -14 })
  expect(heard && settingsOf(heard, 'equaliser')?.values).toMatchObject({
    gain5Db: 0,
    gain7Db: 0.75,
  })
  expect(heard && settingsOf(heard, 'bus-compressor')).toEqual(settingsOf(recipe, 'bus-compressor'))
})

it.each([
  [50, 0.375],
  [150, 1.125],
])('of a move at %d %% is as much of what it sets', (amountPercent, gain7Db) => {
  const softened = withMove(recipe, analysis, 'style-tone', { amountPercent })
  const state = { ...studio.getState(), ...soloOf(studio.getState(), 'style-tone') }
  const heard = heardOf(state, { recipe: softened, integratedLufs: -14 })
  expect(heard && settingsOf(heard, 'equaliser')?.values).toMatchObject({ gain5Db: 0, gain7Db })
})

it('of a move that is not proposed is the whole chain', () => {
  expect(soloOf(studio.getState(), 'hum')).toEqual({ soloId: null, soloMoveId: null })
  expect(heardOf(studio.getState(), { recipe, integratedLufs: -14 })).toBe(recipe)
})
