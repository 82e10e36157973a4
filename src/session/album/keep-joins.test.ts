import { expect, it, vi } from 'vitest'
import type { FindingKind, Found } from '../../analysis/findings/finding'
import { withEntry, withPlace } from '../../store/album'
import { createStudio, type Studio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { analysisOf } from '../testing/facts'
import { firstRecipe, withMove } from '../tracks/recipe-changes'
import { keepJoins } from './keep-joins'
import { watchJoins } from './watch-joins'

const cut = (kind: FindingKind): Found => ({
  kind,
  state: 'found',
  degree: 0.4,
  certainty: 0.7,
  value: -12,
  unit: 'dBFS',
  bandHz: null,
  places: [],
})
const ANALYSIS = { ...analysisOf(-20), findings: [cut('head-cut'), cut('tail-cut')] }

const page = (ids: readonly string[] = ['a', 'b', 'c'], keep = keepJoins): Studio => {
  const studio = createStudio()
  keep(studio, {
    edit(track, key, change) {
      const present = studio.getState().recipes[track]?.present
      if (present) studio.editRecipe(track, change(present), key)
    },
  })
  for (const id of ids) {
    studio.addTrack({ ...newTrack(id, `${id}.wav`), analysis: ANALYSIS })
    studio.startRecipe(id, firstRecipe(ANALYSIS))
  }
  return studio
}

/** Lengths of the fades of a track, ms. */
const fadesOf = (studio: Studio, id: string): readonly unknown[] => {
  const { modules = [] } = studio.getState().recipes[id]?.present ?? {}
  const { values = {} } = modules.find((settings) => settings.id === 'fades') ?? {}
  return [values.fadeInMs, values.fadeOutMs]
}
const join = (studio: Studio, id: string, gapBeforeS = 0): void =>
  studio.setAlbum((plan) => withEntry(plan, id, { gapBeforeS }))

it('leaves the edges as they are that the album lays against each other, and says so', () => {
  const studio = page()
  expect(['a', 'b', 'c'].map((id) => fadesOf(studio, id))).toEqual(Array(3).fill([5, 40]))
  join(studio, 'b')
  expect(fadesOf(studio, 'a')).toEqual([5, 0])
  expect(fadesOf(studio, 'b')).toEqual([0, 40])
  expect(fadesOf(studio, 'c')).toEqual([5, 40])
  expect(studio.getState().messages.map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('“a.wav”'),
    expect.stringContaining('“b.wav”'),
  ])
})

it('does so for tracks that come to stand side by side, and for those that are opened into a join', () => {
  const studio = page(['a', 'b'])
  join(studio, 'c')
  studio.addTrack({ ...newTrack('c', 'c.wav'), analysis: ANALYSIS })
  studio.startRecipe('c', firstRecipe(ANALYSIS))
  expect(['a', 'b', 'c'].map((id) => fadesOf(studio, id))).toEqual([
    [5, 40],
    [5, 0],
    [0, 40],
  ])
  studio.setAlbum((plan) => withPlace(plan, studio.getState().tracks, 'a', 1))
  expect(fadesOf(studio, 'a')).toEqual([5, 0])
})

it('leaves an answer alone that a person gave, before or after', () => {
  const studio = page()
  const answer = (id: string) => {
    const present = studio.getState().recipes[id]?.present ?? firstRecipe(ANALYSIS)
    const next = withMove(present, ANALYSIS, 'head-cut', { on: true })
    studio.editRecipe(id, next, 'by hand')
  }
  answer('b')
  join(studio, 'b')
  expect(fadesOf(studio, 'b')).toEqual([5, 40])
  join(studio, 'c')
  expect(fadesOf(studio, 'c')).toEqual([0, 40])
  answer('c')
  join(studio, 'c', -1)
  expect(fadesOf(studio, 'c')).toEqual([5, 40])
  studio.undoRecipe('a')
  expect(fadesOf(studio, 'a')).toEqual([5, 40])
})

it('does nothing between tracks with a pause, nor where nothing is cut', () => {
  const studio = page()
  join(studio, 'b', 0.1)
  expect(fadesOf(studio, 'b')).toEqual([5, 40])
  studio.addTrack({ ...newTrack('d', 'd.wav'), analysis: analysisOf(-20) })
  studio.startRecipe('d', firstRecipe(analysisOf(-20)))
  const before = studio.getState().recipes.d
  join(studio, 'd')
  expect(studio.getState().recipes.d).toBe(before)
})

it('begins with the first join that an album has, and keeps that, too', async () => {
  const studio = page(['a', 'b'], watchJoins)
  join(studio, 'b')
  await vi.waitFor(() => expect(fadesOf(studio, 'b')).toEqual([0, 40]))
  expect(fadesOf(studio, 'a')).toEqual([5, 0])
})
