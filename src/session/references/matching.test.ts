import { describe, expect, it, vi } from 'vitest'
import type { MatchWish } from '../../chain/match'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { Intent } from '../../mastering/proposal/intent'
import { fingerprintOf } from '../../mastering/testing/fingerprint-of'
import { mix } from '../../mastering/testing/mix'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { analysisOf, masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from '../tracks/editing'
import { createJobRunner } from '../tracks/job-runner'
import { firstRecipe } from '../tracks/recipe-changes'
import { createMatching } from './matching'
import { createTrackFingerprints } from './track-fingerprints'
import { withWish } from './wish'

const fingerprint = await fingerprintOf(mix({ sampleRate: 48_000, channelCount: 2, seconds: 2 }))
const ANALYSIS = analysisOf(-20)
const TRACK = 'a'

/** An engine that works out a match when it is told to. */
const setUp = () => {
  const waiting: ((answer?: Outcome<Intent>) => void)[] = []
  const mastered: (string | undefined)[] = []
  const engine = fakeEngine({
    match: (_target, intent, _references, wish, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(fail('cancelled')))
        const name = `tone ${wish.amounts.tonePercent}`
        const match = { ...wish, name, settings: [], ownTarget: null }
        waiting.push((given) => resolve(given ?? ok({ ...intent, match })))
      }),
    master: async (_track, recipe) => {
      mastered.push(recipe.match?.name)
      return ok(masterOf(recipe))
    },
  })
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const editing = createEditing(studio, engine, jobs)
  const matching = createMatching(
    studio,
    engine,
    jobs,
    editing,
    createTrackFingerprints(studio, engine),
  )
  studio.addTrack({ ...newTrack(TRACK, 'a.wav'), analysis: ANALYSIS, fingerprint })
  studio.startRecipe(TRACK, firstRecipe(ANALYSIS))
  const ask = (tonePercent: number) =>
    editing.edit(TRACK, 'tone', (recipe) =>
      withWish(recipe, (wish: MatchWish) => ({
        ...wish,
        amounts: { ...wish.amounts, tonePercent },
      })),
    )
  const answer = async (given?: Outcome<Intent>) => {
    await vi.waitFor(() => expect(waiting).not.toHaveLength(0))
    waiting.shift()?.(given)
  }
  const history = () => studio.getState().recipes[TRACK]
  const match = () => history()?.present.match
  const idle = () => vi.waitFor(() => expect(studio.getState().jobs).toEqual([]))
  return { studio, editing, matching, waiting, mastered, ask, answer, history, match, idle }
}

describe('what references come to', () => {
  it('is one step of undo with the wish, and mastered once it is known', async () => {
    const { ask, answer, history, match, mastered, editing, idle } = setUp()
    ask(40)
    expect(match()).toMatchObject({ amounts: { tonePercent: 40 }, isPending: true })
    await answer()
    await vi.waitFor(() => expect(match()?.name).toBe('tone 40'))
    expect(match()?.isPending).toBeUndefined()
    await idle()
    expect(mastered).toEqual(['tone 40'])
    expect(history()?.past).toHaveLength(1)
    editing.undo(TRACK)
    expect(match()).toBeNull()
  })

  it('is heard while a control moves, and ends with the last wish', async () => {
    const { ask, answer, match, waiting, mastered, idle } = setUp()
    for (const tonePercent of [10, 20, 30]) ask(tonePercent)
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    ask(50)
    await answer()
    await vi.waitFor(() => expect(match()?.name).toMatch(/^tone [123]0$/))
    expect(match(), 'the control stays where it is').toMatchObject({
      amounts: { tonePercent: 50 },
      isPending: true,
    })
    await answer()
    await vi.waitFor(() => expect(match()?.isPending).toBeUndefined())
    expect(match()?.name).toBe('tone 50')
    await idle()
    expect(mastered).toEqual(['tone 50'])
  })

  it('is dropped with the step that asked for it', async () => {
    const { ask, answer, match, editing, mastered, idle, history, matching, waiting } = setUp()
    ask(40)
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    editing.undo(TRACK)
    await answer()
    await idle()
    expect(match()).toBeNull()
    ask(60)
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    matching.cancel(TRACK)
    await idle()
    expect(match(), 'cancelled').toBeNull()
    expect(history()?.past).toHaveLength(0)
    expect(mastered).not.toContain('tone 40')
  })

  it('that cannot be worked out is told, and the track is mastered without it', async () => {
    const { studio, ask, answer, match, mastered, idle } = setUp()
    ask(40)
    await answer(fail('internal', 'a bug'))
    await vi.waitFor(() => expect(match()?.isPending).toBeUndefined())
    await idle()
    expect(mastered).toEqual([''])
    expect(studio.getState().messages).toHaveLength(1)
  })
})
