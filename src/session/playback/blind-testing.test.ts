import { describe, expect, it } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { freshRecipe } from '../../chain/recipe'
import { ok } from '../../core/outcome'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from '../tracks/editing'
import { createJobRunner } from '../tracks/job-runner'
import { createBlindTesting } from './blind-testing'
import { createReferenceAudio } from './reference-audio'
import { createRenderedMasters } from './rendered-masters'

const setUp = () => {
  const rendered: number[] = []
  const engine = fakeEngine({
    open: async (_track, file) => ok({ facts: factsOf(file.name), peaks: NO_PEAKS }),
    master: async (_track, wanted) => {
      rendered.push(wanted.targetLufs)
      return ok(masterOf(wanted))
    },
  })
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const editing = createEditing(studio, engine, jobs)
  const masters = createRenderedMasters(studio)
  const audio = createReferenceAudio(studio, engine, jobs)
  const blind = createBlindTesting(studio, engine, jobs, editing, masters, audio)
  studio.addTrack(newTrack('t', 'a.wav'))
  studio.patchTrack('t', { analysis: analysisOf(-20) })
  const recipe = freshRecipe({ destinationId: 'custom', styleId: 'balanced', targetLufs: -14 })
  studio.startRecipe('t', recipe)
  return { studio, blind, editing, rendered, audio }
}

describe('what a blind test plays', () => {
  it('is brought to the quieter one: nothing is turned up', async () => {
    const { blind, editing } = setUp()
    await editing.masterNow('t')
    const auditions = await blind.prepare('t', 'original', 'A')
    expect(auditions?.map(({ signal }) => signal)).toEqual(['original', 'master'])
    expect(auditions?.[0].originalGain).toBe(1)
    expect(auditions?.[1].masterGain).toBeCloseTo(10 ** (-6 / 20), 12)
    // The same recipe behind both: switching is a fade of the same two signals.
    expect(auditions?.[0].recipe).toBe(auditions?.[1].recipe)
  })

  it('renders only what was never rendered, and then the current version for the page', async () => {
    const { studio, blind, editing, rendered } = setUp()
    await editing.masterNow('t')
    editing.switchVersion('t', 'B')
    editing.edit('t', 'target', (recipe) => ({ ...recipe, targetLufs: -9 }))
    const auditions = await blind.prepare('t', 'A', 'B')
    expect(rendered).toEqual([-14, -9, -9])
    expect(auditions?.map(({ recipe }) => recipe?.targetLufs)).toEqual([-14, -9])
    expect(auditions?.[1].masterGain).toBeCloseTo(10 ** (-5 / 20), 12)
    const [track] = studio.getState().tracks
    expect(track?.master?.madeFrom.targetLufs).toBe(-9)
    await blind.prepare('t', 'B', 'A')
    expect(rendered, 'nothing is missing any more').toHaveLength(3)
  })

  it('can be the reference, at the loudness of the other, opened before the first question', async () => {
    const { studio, blind, editing, audio } = setUp()
    await editing.masterNow('t')
    expect(await blind.prepare('t', 'reference', 'A'), 'there is none').toBeNull()
    const fingerprint = { integratedLufs: -9 } as Fingerprint
    studio.setState({ references: [{ id: 'r', name: 'r.wav', fingerprint }] })
    audio.remember('r', { kind: 'file', file: new File(['audio'], 'r.wav') })
    const [reference, master] = (await blind.prepare('t', 'reference', 'A')) ?? []
    expect(reference?.referenceGain).toBeCloseTo(10 ** (-5 / 20), 12)
    expect(master).toMatchObject({ signal: 'master', referenceGain: null, masterGain: 1 })
  })
})
