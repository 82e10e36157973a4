import { vi } from 'vitest'
import type { Fingerprint } from '../../../analysis/fingerprint/fingerprint'
import { detachedJob } from '../../../core/job'
import { ok } from '../../../core/outcome'
import { matchedIntent } from '../../../mastering/matching/matched-intent'
import { fingerprintOf } from '../../../mastering/testing/fingerprint-of'
import { mix } from '../../../mastering/testing/mix'
import { createStudio } from '../../../store/studio'
import { newTrack } from '../../../store/tracks'
import { createReferenceAudio } from '../../playback/reference-audio'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../../testing/facts'
import { fakeEngine } from '../../testing/fake-engine'
import { createEditing } from '../../tracks/editing'
import { createJobRunner } from '../../tracks/job-runner'
import { firstRecipe } from '../../tracks/recipe-changes'
import { rememberWish } from '../last-wish'
import { createMatching } from '../matching'
import { createReferences } from '../references'
import { createStartingRecipe } from '../starting-recipe'
import { createTrackFingerprints } from '../track-fingerprints'

const own = await fingerprintOf(mix({ sampleRate: 48_000, channelCount: 2, seconds: 4 }))
/** That of a reference: louder, and brighter. */
export const loud: Fingerprint = {
  ...own,
  integratedLufs: -9,
  mid: { ...own.mid, meanDb: own.mid.meanDb.map((levelDb, at) => levelDb + at / 20) },
}
const ANALYSIS = analysisOf(-20)

/** A page with two tracks, `a` and `b`, and an empty shelf; what references come to is worked out for real. */
export const referencesPage = () => {
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

export const file = (name: string) => new File(['audio'], name)
