import { describe, expect, it } from 'vitest'
import { freshRecipe } from '../../chain/recipe'
import { DOWNMIX } from '../../core/channel-choice'
import type { TrackFacts } from '../../core/track-facts'
import { startHistory } from '../../store/history'
import { EMPTY_STUDIO, type StudioState, type WorkKey } from '../../store/studio-state'
import { newTrack } from '../../store/tracks'
import { recordOf, sameRecord, workChanged } from './saved-tracks'

const recipe = freshRecipe({ destinationId: 'custom', styleId: 'balanced' })
const track = { ...newTrack('a', 'a.wav'), facts: {} as TrackFacts }
const other = { ...newTrack('b', 'b.wav'), facts: {} as TrackFacts }
const state: StudioState = {
  ...EMPTY_STUDIO,
  tracks: [track, other],
  selectedId: 'a',
  recipes: { a: startHistory(recipe) },
}

/** A change of every key that is declared to be work: the compiler misses one that is not here. */
const CHANGES: { readonly [Key in WorkKey]: StudioState[Key] } = {
  tracks: [other, track],
  selectedId: 'b',
  recipes: { a: startHistory({ ...recipe, targetLufs: -9 }) },
  loopRegions: { a: { startSeconds: 0, endSeconds: 1 } },
  tagEdits: { a: { texts: { title: 'Another' } } },
}

describe('records of work', () => {
  it.each(Object.keys(CHANGES) as WorkKey[])('hold %s', (key) => {
    const changed = { ...state, [key]: CHANGES[key] }
    const file = { sizeBytes: 1, hasAudio: true }
    expect(workChanged(changed, state)).toBe(true)
    expect(sameRecord('a', changed, state)).toBe(false)
    expect(recordOf(changed, track, file, 'p', 0)).not.toEqual(recordOf(state, track, file, 'p', 0))
  })

  it('hold what was chosen of more than two channels', () => {
    const chosen = { ...track, channels: DOWNMIX }
    const changed = { ...state, tracks: [chosen, other] }
    expect(sameRecord('a', changed, state)).toBe(false)
    const file = { sizeBytes: 1, hasAudio: true }
    expect(recordOf(changed, chosen, file, 'p', 0).channels).toEqual(DOWNMIX)
  })

  it('do not change with what is forgotten or a preference', () => {
    const changed: StudioState = { ...state, playing: true, theme: 'light', messages: [] }
    expect(workChanged(changed, state)).toBe(false)
    expect(sameRecord('a', changed, state)).toBe(true)
  })
})
