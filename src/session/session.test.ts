import { describe, expect, it } from 'vitest'
import { fail, type Outcome, ok } from '../core/outcome'
import type { MasteredTrack, OpenedTrack } from '../engine/calls'
import { createStudio } from '../store/studio'
import { createStartingRecipe } from './references/starting-recipe'
import { analysisOf, factsOf, masterOf, NO_PEAKS } from './testing/facts'
import { fakeEngine } from './testing/fake-engine'
import { createEditing } from './tracks/editing'
import { createJobRunner } from './tracks/job-runner'
import { createOpening } from './tracks/opening'
import { withTarget } from './tracks/recipe-changes'

const opened = (source: File): Outcome<OpenedTrack> =>
  source.size === 0 ? fail('file-empty') : ok({ facts: factsOf(source.name), peaks: NO_PEAKS })

/** Answers at the next turn; a master waits until it is aborted or told to go on. `lost`: opens that take the worker down. */
const slowEngine = (lost: number) => {
  const log: string[] = []
  let decodes = 0
  let opens = 0
  const finish: (() => void)[] = []
  const engine = fakeEngine({
    open: async (_track, source) => {
      decodes += 1
      log.push(`open ${source.name} (${decodes} at once)`)
      await Promise.resolve()
      decodes -= 1
      return ++opens <= lost ? fail('worker-lost') : opened(source)
    },
    analyse: async () => ok(analysisOf(-20)),
    master: (_track, recipe, { signal }) =>
      new Promise<Outcome<MasteredTrack>>((resolve) => {
        log.push(`master ${recipe.targetLufs}`)
        signal.addEventListener('abort', () => resolve(fail('cancelled')))
        finish.push(() => resolve(ok(masterOf(recipe))))
      }),
  })
  return { engine, log, finish }
}

const setUp = (lost = 0) => {
  const fake = slowEngine(lost)
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const editing = createEditing(studio, fake.engine, jobs)
  const starting = createStartingRecipe(studio)
  const opening = createOpening(studio, fake.engine, jobs, editing, starting)
  const selected = (): string => studio.getState().selectedId ?? ''
  return { ...fake, studio, jobs, editing, opening, selected }
}

const turns = (ms = 10): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const file = (name: string, text = 'audio'): File => new File([text], name)

describe('session', () => {
  it('opens good files one decode at a time and names the bad one', async () => {
    const { opening, log, studio } = setUp()
    opening.openFiles([file('a.wav'), file('bad.wav', ''), file('b.wav')])
    await turns()
    expect(log.filter((line) => line.startsWith('open'))).toEqual([
      'open a.wav (1 at once)',
      'open bad.wav (1 at once)',
      'open b.wav (1 at once)',
    ])
    const { tracks, messages } = studio.getState()
    expect(tracks.map(({ name }) => name)).toEqual(['a.wav', 'b.wav'])
    expect(messages.map(({ sentence }) => sentence).join()).toContain('“bad.wav” is empty')
  })

  it('asks again where the worker was lost before it ever answered, and gives the file up the second time', async () => {
    const once = setUp(1)
    once.opening.openFiles([file('a.wav'), file('b.wav')])
    await turns()
    expect(once.studio.getState().tracks.map(({ facts }) => facts !== null)).toEqual([true, true])
    expect(once.studio.getState().messages).toHaveLength(0)
    const twice = setUp(2)
    twice.opening.openFiles([file('a.wav'), file('b.wav')])
    await turns()
    expect(twice.studio.getState().tracks.map(({ name }) => name)).toEqual(['b.wav'])
    expect(twice.studio.getState().messages[0]?.sentence).toContain('“a.wav”')
  })

  it('masters with the latest recipe only, after the hand rests', async () => {
    const { opening, editing, log, finish, studio, selected } = setUp()
    opening.openFiles([file('a.wav')])
    await turns()
    editing.edit(selected(), 'target', (recipe) => withTarget(recipe, -12))
    editing.edit(selected(), 'target', (recipe) => withTarget(recipe, -11))
    await turns(300)
    expect(log.filter((line) => line.startsWith('master'))).toEqual(['master -14', 'master -11'])
    for (const done of finish) done()
    await turns()
    const [track] = studio.getState().tracks
    expect(track?.master?.madeFrom.targetLufs).toBe(-11)
    expect(studio.getState().jobs).toHaveLength(0)
  })

  it('keeps a cancelled master as a thing to take up again, without an alert', async () => {
    const { opening, jobs, studio, selected } = setUp()
    opening.openFiles([file('a.wav')])
    await turns()
    jobs.cancel(selected(), 'mastering')
    await turns()
    expect(studio.getState().tracks[0]?.halted).toBe('master')
    expect(studio.getState().messages).toHaveLength(0)
  })

  it('opens every held file again after the worker was lost, and keeps the recipes', async () => {
    const { opening, editing, log, studio, selected } = setUp()
    opening.openFiles([file('a.wav')])
    await turns()
    editing.edit(selected(), 'target', (recipe) => withTarget(recipe, -9))
    opening.reopenAll()
    await turns()
    expect(log.filter((line) => line.startsWith('open'))).toHaveLength(2)
    expect(log.at(-1)).toBe('master -9')
    expect(studio.getState().messages[0]?.kind).toBe('note')
  })
})
