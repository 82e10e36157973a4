import { expect, it } from 'vitest'
import type { Engine } from '../../client/engine'
import { fail, ok } from '../../core/outcome'
import { selectedGradeIsStopped } from '../../store/select'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createGrading } from './grading'
import { createJobRunner } from './job-runner'

type Answer = Awaited<ReturnType<Engine['grade']>>

/** A mastered track, and an engine that answers a grade when it is told to. */
const setUp = () => {
  const waiting: ((answer: Answer) => void)[] = []
  const studio = createStudio()
  const jobs = createJobRunner(studio)
  const grade: Engine['grade'] = (_track, { signal }) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      signal.addEventListener('abort', () => resolve(fail('cancelled')))
    })
  const grading = createGrading(studio, fakeEngine({ grade }), jobs)
  studio.addTrack(newTrack('t', 'a.wav'))
  studio.setState({ selectedId: 't' })
  const master = (targetLufs: number): void => {
    const madeFrom = recipe(targetLufs)
    studio.patchTrack('t', { master: { ...masterOf(madeFrom), madeFrom } })
  }
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  return { studio, jobs, grading, waiting, master, rest }
}

it('grades a master once; stopped, it is taken up again when it is asked for, or for a newer master', async () => {
  const { studio, jobs, grading, waiting, master, rest } = setUp()
  master(-14)
  studio.patchTrack('t', { name: 'b.wav' })
  expect(waiting).toHaveLength(1)
  jobs.cancel('t', 'grading')
  await rest()
  expect(selectedGradeIsStopped(studio.getState())).toBe(true)
  expect(studio.getState().jobs).toEqual([])
  expect(studio.getState().messages).toEqual([])

  void grading.gradeAgain('t')
  expect(studio.getState().jobs).toMatchObject([{ kind: 'grading' }])
  waiting[1]?.(ok(null))
  await rest()
  expect(studio.trackOf('t')?.damage).toMatchObject({ grade: null, isStopped: false })
  expect(selectedGradeIsStopped(studio.getState())).toBe(false)

  jobs.cancel('t', 'grading')
  master(-10)
  jobs.cancel('t', 'grading')
  await rest()
  expect(selectedGradeIsStopped(studio.getState())).toBe(true)
  master(-9)
  expect(waiting).toHaveLength(4)
  expect(selectedGradeIsStopped(studio.getState())).toBe(false)
})
