import type { Failure } from '../core/outcome'
import type { Engine } from '../engine/engine'
import type { TrackId } from '../engine/protocol'
import {
  addTrack,
  patchTrack,
  removeTrack,
  say,
  startRecipe,
  useStudio,
} from '../store/studio-store'
import { newTrack } from '../store/tracks'
import { firstRecipe } from './intent'
import type { JobRunner } from './job-runner'
import { REVIVED, remarkSentence, troubleSentence } from './sentences'
import type { Shaping } from './shaping'

export interface Opening {
  /** Opens files in order, one decode at a time; a bad one says so and the others go on. */
  openFiles(files: readonly File[]): void
  /** Opens the demo mix, made on the spot, as any other track. */
  openDemo(): void
  /** Takes up an analysis that was cancelled. */
  analyseAgain(track: TrackId): Promise<void>
  /** Forgets the file of a closed track. */
  release(track: TrackId): void
  /** After a lost worker: opens every held file again. */
  reopenAll(): void
}

interface Held {
  readonly name: string
  /** null: the demo, which is not made yet. */
  file: File | null
  /** Times the worker was lost while this file was being decoded. */
  losses: number
}

const DEMO_NAME = 'Demo mix.wav'
/** A file that takes the worker down twice is not tried a third time. */
const MAXIMUM_LOSSES = 2

export const createOpening = (engine: Engine, jobs: JobRunner, shaping: Shaping): Opening => {
  const held = new Map<TrackId, Held>()
  let waiting: TrackId[] = []
  let decoding = false

  const giveUp = (track: TrackId, error: Failure): void => {
    const name = held.get(track)?.name ?? 'the file'
    held.delete(track)
    removeTrack(track)
    engine.close(track)
    const sentence = troubleSentence(error, name)
    if (sentence) say('trouble', sentence)
  }

  /** Decodes what waits, one after the other; analysis and mastering run beside it. */
  const decodeWaiting = async (): Promise<void> => {
    if (decoding) return
    decoding = true
    for (let track = waiting.shift(); track !== undefined; track = waiting.shift()) {
      if (await decode(track)) void analyse(track)
    }
    decoding = false
  }

  const decode = async (track: TrackId): Promise<boolean> => {
    const entry = held.get(track)
    if (!entry) return false
    const end = await jobs.run(track, 'decoding', async (options) => {
      if (entry.file) return engine.open(track, entry.file, options)
      const demo = await engine.demo(options)
      if (!demo.ok) return demo
      entry.file = new File([demo.value], entry.name, { type: demo.value.type })
      return engine.open(track, entry.file, options)
    })
    if (end === 'superseded' || held.get(track) !== entry) return false
    if (!end.ok) {
      if (end.error.code === 'worker-lost') entry.losses += 1
      if (end.error.code !== 'worker-lost' || entry.losses >= MAXIMUM_LOSSES)
        giveUp(track, end.error)
      return false
    }
    patchTrack(track, end.value)
    for (const remark of end.value.facts.remarks)
      say('note', remarkSentence(remark, end.value.facts))
    return true
  }

  const analyse = async (track: TrackId): Promise<void> => {
    patchTrack(track, { halted: null })
    const end = await jobs.run(track, 'analysing', (options) => engine.analyse(track, options))
    const entry = held.get(track)
    if (end === 'superseded' || !entry) return
    if (!end.ok) {
      if (end.error.code === 'worker-lost') return
      if (end.error.code === 'cancelled') patchTrack(track, { halted: 'analysis' })
      else giveUp(track, end.error)
      return
    }
    patchTrack(track, { analysis: end.value })
    if (!useStudio.getState().recipes[track]) startRecipe(track, firstRecipe(end.value))
    await shaping.masterNow(track)
  }

  const add = (name: string, file: File | null): void => {
    const id = crypto.randomUUID?.() ?? `track-${Date.now()}-${held.size}`
    held.set(id, { name, file, losses: 0 })
    waiting.push(id)
    addTrack(newTrack(id, name))
    void decodeWaiting()
  }

  return {
    openFiles(files) {
      for (const file of files) add(file.name, file)
    },
    openDemo: () => add(DEMO_NAME, null),
    analyseAgain: analyse,
    release(track) {
      held.delete(track)
      waiting = waiting.filter((id) => id !== track)
    },
    reopenAll() {
      const suspect = useStudio.getState().jobs.find((job) => job.kind === 'decoding')?.trackId
      // Ends of the lost jobs must find nothing left to do.
      jobs.drop()
      const entry = suspect === undefined ? undefined : held.get(suspect)
      if (suspect !== undefined && entry) {
        entry.losses += 1
        if (entry.losses >= MAXIMUM_LOSSES) giveUp(suspect, { code: 'worker-lost' })
      }
      waiting = [...held.keys()]
      say('note', REVIVED)
      void decodeWaiting()
    },
  }
}
