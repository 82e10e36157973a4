import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { MasteredTrack } from '../../engine/calls'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createEditing } from './editing'
import { createJobRunner } from './job-runner'
import { withTarget } from './recipe-changes'

/** A track whose version A wants −14 LUFS; each render is written down by its target. */
const setUp = (answer?: Outcome<MasteredTrack>) => {
  const rendered: number[] = []
  const engine = fakeEngine({
    master: async (_track, asked) => {
      rendered.push(asked.targetLufs)
      return answer ?? ok(masterOf(asked))
    },
  })
  const studio = createStudio()
  const editing = createEditing(studio, engine, createJobRunner(studio))
  studio.addTrack(newTrack('t', 'a.wav'))
  studio.startRecipe('t', recipe(-14))
  const wanted = () => studio.getState().recipes.t?.present.targetLufs
  const target = (lufs: number): void =>
    editing.edit('t', 'target', (present) => withTarget(present, lufs))
  const rest = () => vi.runAllTimersAsync()
  return { studio, editing, rendered, wanted, target, rest }
}

describe('editing', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('renders a drag once, with where it ended, and undoes it as one step', async () => {
    const { editing, rendered, wanted, target, rest } = setUp()
    for (const lufs of [-13, -12, -11]) target(lufs)
    await rest()
    expect(rendered).toEqual([-11])
    editing.undo('t')
    expect(wanted()).toBe(-14)
    editing.redo('t')
    expect(wanted()).toBe(-11)
  })

  it('keeps what a master was made from, so that an older one is told from the wanted one', async () => {
    const { studio, target, rest } = setUp()
    target(-12)
    await rest()
    const { tracks, recipes } = studio.getState()
    expect(tracks[0]?.master?.madeFrom).toBe(recipes.t?.present)
    target(-11)
    expect(studio.getState().tracks[0]?.master?.madeFrom.targetLufs).toBe(-12)
    await rest()
  })

  it('renders nothing for a change that changes nothing', async () => {
    const { editing, rendered, studio, rest } = setUp()
    editing.edit('t', 'target', (present) => present)
    await rest()
    expect(rendered).toEqual([])
    expect(studio.getState().recipes.t?.past).toEqual([])
  })

  it('renders nothing for a version that starts as a copy, and both once they differ', async () => {
    const { editing, rendered, wanted, target, rest } = setUp()
    editing.switchVersion('t', 'B')
    await rest()
    expect(rendered).toEqual([])
    target(-9)
    await rest()
    editing.switchVersion('t', 'A')
    expect(wanted()).toBe(-14)
    await rest()
    expect(rendered).toEqual([-9, -14])
  })

  it('copies over another version without a render, which waits until that one is heard', async () => {
    const { editing, rendered, wanted, target, rest } = setUp()
    editing.switchVersion('t', 'B')
    target(-9)
    await rest()
    editing.copyVersion('t', 'A')
    await rest()
    expect(rendered).toEqual([-9])
    editing.switchVersion('t', 'A')
    expect(wanted()).toBe(-9)
  })

  it('goes back to the version it came from by undo', async () => {
    const { editing, studio, wanted, target, rest } = setUp()
    editing.switchVersion('t', 'B')
    target(-9)
    editing.undo('t')
    editing.undo('t')
    await rest()
    expect(wanted()).toBe(-14)
    expect(studio.getState().recipes.t?.version).toBe('A')
  })

  it('says why a render failed, once, and keeps it as work to take up again', async () => {
    const { editing, studio } = setUp(fail('internal'))
    await editing.masterNow('t')
    await editing.masterNow('t')
    expect(studio.getState().tracks[0]?.halted).toBe('master')
    expect(studio.getState().messages).toHaveLength(1)
  })

  it('is silent about a lost worker: the track is opened again', async () => {
    const { editing, studio } = setUp(fail('worker-lost'))
    await editing.masterNow('t')
    expect(studio.getState().tracks[0]?.halted).toBeNull()
    expect(studio.getState().messages).toEqual([])
  })

  it('leaves a track alone that was closed meanwhile', async () => {
    const { editing, studio, target, rest } = setUp()
    const pending = editing.masterNow('t')
    studio.removeTrack('t')
    await pending
    target(-9)
    await rest()
    expect(studio.getState()).toMatchObject({ tracks: [], messages: [], jobs: [] })
  })
})
