import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { detachedJob } from '../../core/job'
import { ok } from '../../core/outcome'
import { matchedIntent } from '../../mastering/matching/matched-intent'
import { fingerprintOf } from '../../mastering/testing/fingerprint-of'
import { mix } from '../../mastering/testing/mix'
import { shelfToJson } from '../../storage/reference-shelf'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { NOT_A_SHELF } from '../../words/reference-sentences'
import { createReferenceAudio } from '../playback/reference-audio'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from '../tracks/editing'
import { createJobRunner } from '../tracks/job-runner'
import { firstRecipe } from '../tracks/recipe-changes'
import { rememberWish } from './last-wish'
import { createMatching } from './matching'
import { createReferences } from './references'
import { createStartingRecipe } from './starting-recipe'
import { createTrackFingerprints } from './track-fingerprints'

const own = await fingerprintOf(mix({ sampleRate: 48_000, channelCount: 2, seconds: 4 }))
const loud: Fingerprint = {
  ...own,
  integratedLufs: -9,
  mid: { ...own.mid, meanDb: own.mid.meanDb.map((levelDb, at) => levelDb + at / 20) },
}
const ANALYSIS = analysisOf(-20)

const setUp = () => {
  const engine = fakeEngine({
    open: async (_track, opened) => ok({ facts: factsOf(opened.name), peaks: NO_PEAKS }),
    analyse: async () => ok(ANALYSIS),
    fingerprint: async (id, _signal, _analysis, about) =>
      ok({ ...(['a', 'b', 'c', 'd'].includes(id) ? own : loud), ...about }),
    match: async (target, intent, followed, wish) =>
      ok(await matchedIntent(intent, target, followed, wish, detachedJob)),
    master: async (_track, recipe) => ok(masterOf(recipe)),
  })
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const editing = createEditing(studio, engine, jobs)
  const fingerprints = createTrackFingerprints(studio, engine)
  const audio = createReferenceAudio(studio, engine, jobs)
  for (const id of ['a', 'b']) {
    studio.addTrack({ ...newTrack(id, `${id}.wav`), analysis: ANALYSIS, fingerprint: own })
    studio.startRecipe(id, firstRecipe(ANALYSIS))
  }
  const matching = createMatching(studio, engine, jobs, editing, fingerprints)
  const references = createReferences(studio, engine, jobs, editing, matching, fingerprints, audio)
  const forget = rememberWish(studio)
  const shelf = () => studio.getState().references.map(({ name }) => name)
  const recipeOf = (id: string) => studio.getState().recipes[id]?.present
  /** Until nothing is left to be worked out. */
  const settled = () =>
    vi.waitFor(() => {
      const { recipes, jobs: left } = studio.getState()
      const isPending = Object.values(recipes).some(({ present }) => present.match?.isPending)
      if (isPending || left.some(({ kind }) => kind === 'matching')) throw new Error('not yet')
    })
  /** The match that a track starts with which is opened now. */
  const startingMatch = async (id: string) => {
    studio.removeTrack(id)
    studio.addTrack({ ...newTrack(id, `${id}.wav`), analysis: ANALYSIS })
    studio.startRecipe(id, createStartingRecipe(studio)(ANALYSIS))
    await settled()
    return recipeOf(id)?.match
  }
  return { studio, editing, references, shelf, recipeOf, forget, settled, startingMatch }
}

const file = (name: string) => new File(['audio'], name)

describe('the shelf of references and undo', () => {
  let page: ReturnType<typeof setUp>
  beforeEach(async () => {
    page = setUp()
    await page.references.addFiles([file('One.wav'), file('Two.wav')])
    await page.settled()
  })

  it('takes an added reference off again with what it did to the track, and back', async () => {
    const { studio, editing, shelf, recipeOf } = page
    const both = recipeOf('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect(both?.match?.settings.length).toBeGreaterThan(0)
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav'])
    expect(Object.values(recipeOf('a')?.match?.weights ?? {})).toEqual([100])
    editing.undo('a')
    expect(shelf()).toEqual([])
    expect(recipeOf('a')?.match).toBeNull()
    editing.redo('a')
    editing.redo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect(recipeOf('a')).toBe(both)
    expect(studio.getState().audibleReferences).toHaveLength(2)
  })

  it('brings a removed one back in its place, with every track that followed it', async () => {
    const { studio, editing, references, shelf, recipeOf, settled } = page
    const [one] = studio.getState().references
    references.setWeight('b', one?.id ?? '', 60)
    await settled()
    const before = [recipeOf('a'), recipeOf('b')]
    references.remove(one?.id ?? '')
    expect(shelf()).toEqual(['Two.wav'])
    expect([recipeOf('a'), recipeOf('b')].map((recipe) => recipe?.match?.weights)).toEqual([
      { [studio.getState().references[0]?.id ?? '']: 100 },
      {},
    ])
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect([recipeOf('a'), recipeOf('b')]).toEqual(before)
    editing.redo('a')
    expect(shelf()).toEqual(['Two.wav'])
    expect(recipeOf('b')?.match?.weights).toEqual({})
  })

  it('undoes weights and amounts, one gesture at a time, and leaves the shelf alone', async () => {
    const { studio, editing, references, shelf, recipeOf, settled } = page
    const [one] = studio.getState().references
    references.setWeight('a', one?.id ?? '', 30)
    await settled()
    references.setAmount('a', 'tonePercent', 20)
    await settled()
    expect(recipeOf('a')?.match?.amounts.tonePercent).toBe(20)
    editing.undo('a')
    expect(recipeOf('a')?.match?.amounts.tonePercent).toBe(70)
    expect(recipeOf('a')?.match?.weights[one?.id ?? '']).toBe(30)
    editing.undo('a')
    expect(recipeOf('a')?.match?.weights[one?.id ?? '']).toBe(100)
    expect(shelf()).toHaveLength(2)
  })

  it('keeps a reference that another track follows by now', async () => {
    const { studio, editing, references, shelf, settled } = page
    const [, two] = studio.getState().references
    references.setWeight('b', two?.id ?? '', 60)
    await settled()
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
  })

  it('undoes a removal that no track was concerned by', () => {
    const { studio, editing, references, shelf } = page
    const [one, two] = studio.getState().references
    references.remove(one?.id ?? '')
    references.remove(two?.id ?? '')
    expect(shelf()).toEqual([])
    editing.undo('a')
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
  })
})

describe('a track that is opened while references are followed', () => {
  const [STARTING_ID, OTHER_ID] = ['c', 'd']

  it('starts with the weights and amounts of the last one, and with none where that has none', async () => {
    const { studio, references, recipeOf, forget, settled, startingMatch } = setUp()
    expect(await startingMatch(STARTING_ID)).toBeNull()
    await references.addFiles([file('One.wav')])
    references.setAmount('a', 'tonePercent', 40)
    await settled()
    const match = await startingMatch(STARTING_ID)
    const followed = recipeOf('a')?.match
    expect(match).toMatchObject({ weights: followed?.weights, amounts: followed?.amounts })
    expect(match?.name).toBe('One.wav')
    expect(match?.settings.length).toBeGreaterThan(0)
    studio.setState({ selectedId: 'b' })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    studio.setState({ selectedId: 'a' })
    studio.setState({ references: [] })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    forget()
  })

  it('does not once a night has passed, nor after the track that followed was told not to', async () => {
    const { studio, references, recipeOf, forget, settled, startingMatch } = setUp()
    await references.addFiles([file('One.wav')])
    await settled()
    const { matchWish } = studio.getState()
    const yesterday = Date.now() - 13 * 60 * 60 * 1000
    studio.setState({ matchWish: matchWish && { ...matchWish, atMs: yesterday } })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    studio.setState({ matchWish })
    expect((await startingMatch(STARTING_ID))?.name).toBe('One.wav')
    references.leave('a')
    await settled()
    expect(recipeOf('a')?.match).toMatchObject({ name: '', settings: [] })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    forget()
  })

  it('does so after a reload, when there is no other track', async () => {
    const before = setUp()
    await before.references.addFiles([file('One.wav')])
    await before.settled()
    const { references, matchWish } = before.studio.getState()
    const { studio, startingMatch } = setUp()
    for (const id of ['a', 'b']) studio.removeTrack(id)
    studio.setState({ references, matchWish })
    expect((await startingMatch(STARTING_ID))?.name).toBe('One.wav')
  })

  it('follows an open track that was made a reference, as the other open ones do', async () => {
    const { studio, editing, references, recipeOf, shelf, settled, startingMatch } = setUp()
    await references.addTrack('a')
    await settled()
    expect(shelf()).toEqual(['a.wav'])
    expect(recipeOf('a')?.match?.name ?? '').toBe('')
    expect(recipeOf('b')?.match?.name).toBe('a.wav')
    expect((await startingMatch(OTHER_ID))?.name).toBe('a.wav')
    studio.removeTrack(OTHER_ID)
    editing.undo('a')
    expect(shelf()).toEqual([])
    expect(recipeOf('b')?.match).toBeNull()
  })
})

describe('a reference that is called otherwise', () => {
  it('is so wherever it is named, and no master is made again', async () => {
    const { studio, references, shelf, recipeOf, settled } = setUp()
    await references.addFiles([file('One.wav'), file('Two.wav')])
    await settled()
    const [one] = studio.getState().references
    const master = () => studio.trackOf('a')?.master
    await vi.waitFor(() => expect(master()?.madeFrom).toBe(recipeOf('a')))
    const audio = master()?.analysis
    references.rename(one?.id ?? '', ' The hit ')
    expect(shelf()).toEqual(['The hit', 'Two.wav'])
    expect(recipeOf('a')?.match?.name).toBe('The hit and 1 more')
    expect(master()?.madeFrom).toBe(recipeOf('a'))
    expect(master()?.analysis).toBe(audio)
    expect(studio.getState().jobs).toEqual([])
    references.rename(one?.id ?? '', 'two.WAV')
    expect(shelf(), 'no two are called alike').toEqual(['two.WAV (2)', 'Two.wav'])
    references.rename(one?.id ?? '', '  ')
    expect(shelf()).toEqual(['two.WAV (2)', 'Two.wav'])
    await references.addFiles([file('One.wav')])
    expect(shelf(), 'the same file again').toHaveLength(2)
  })
})

describe('a shelf that is passed on', () => {
  const passedOn = (json: string) => new File([json], 'shelf.json')

  it('comes with its weights; a single reference without one counts whole', async () => {
    const [one, two] = ['One.wav', 'Two.wav'].map((name, id) => ({
      id: `r${id}`,
      name,
      fingerprint: { ...loud, name },
    }))
    if (!one || !two) throw new Error('no references')
    const first = setUp()
    const weights = { r0: 100, r1: 40 }
    await first.references.addFiles([passedOn(shelfToJson({ references: [one, two], weights }))])
    expect(first.recipeOf('a')?.match?.weights).toEqual(weights)
    const second = setUp()
    const old = JSON.stringify({
      kind: 'trackmaster-references',
      version: 1,
      references: [one],
    })
    await second.references.addFiles([passedOn(old)])
    expect(second.recipeOf('a')?.match?.weights).toEqual({ r0: 100 })
  })

  it('that is damaged is told in a sentence, and changes nothing', async () => {
    const { studio, references, shelf } = setUp()
    const good = shelfToJson({
      references: [{ id: 'r', name: 'One.wav', fingerprint: loud }],
      weights: {},
    })
    for (const json of [
      '',
      '{}',
      'null',
      '[]',
      good.slice(0, -20),
      good.replace('"version":1', '"version":9'),
    ])
      await references.addFiles([passedOn(json)])
    expect(shelf()).toEqual([])
    expect(studio.getState().messages.map(({ sentence }) => sentence)).toEqual([NOT_A_SHELF])
  })
})
