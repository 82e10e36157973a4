import { beforeEach, describe, expect, it } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { ok } from '../../core/outcome'
import { fingerprintOf } from '../../mastering/testing/fingerprint-of'
import { mix } from '../../mastering/testing/mix'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { createReferenceAudio } from '../playback/reference-audio'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from '../tracks/editing'
import { createJobRunner } from '../tracks/job-runner'
import { firstRecipe } from '../tracks/recipe-changes'
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
    open: async (_track, file) => ok({ facts: factsOf(file.name), peaks: NO_PEAKS }),
    analyse: async () => ok(ANALYSIS),
    fingerprint: async (id, _signal, _analysis, about) =>
      ok({ ...(id === 'a' || id === 'b' ? own : loud), ...about }),
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
  const references = createReferences(studio, engine, jobs, editing, fingerprints, audio)
  const shelf = () => studio.getState().references.map(({ name }) => name)
  const recipeOf = (id: string) => studio.getState().recipes[id]?.present
  return { studio, engine, editing, references, shelf, recipeOf }
}

const file = (name: string) => new File(['audio'], name)
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the shelf of references and undo', () => {
  let page: ReturnType<typeof setUp>
  beforeEach(async () => {
    page = setUp()
    await page.references.addFiles([file('One.wav'), file('Two.wav')])
  })

  it('takes an added reference off again with what it did to the track, and back', () => {
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
    const { studio, editing, references, shelf, recipeOf } = page
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
    const { studio, editing, references, shelf, recipeOf } = page
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
    const { studio, editing, references, shelf } = page
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

describe('a track that is opened while another one is followed', () => {
  it('starts with the same references, weights and amounts, and with none where that one has none', async () => {
    const { studio, engine, references, recipeOf } = setUp()
    const starting = createStartingRecipe(studio, engine)
    studio.addTrack(newTrack('c', 'c.wav'))
    expect((await starting('c', ANALYSIS)).match).toBeNull()
    await references.addFiles([file('One.wav')])
    references.setAmount('a', 'tonePercent', 40)
    await settled()
    const { match } = await starting('c', ANALYSIS)
    const followed = recipeOf('a')?.match
    expect(match).toMatchObject({ weights: followed?.weights, amounts: followed?.amounts })
    expect(match?.name).toBe('One.wav')
    studio.setState({ references: [] })
    expect((await starting('c', ANALYSIS)).match).toBeNull()
  })
})
