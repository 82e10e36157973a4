import type { Engine } from '../../client/engine'
import { type ChannelChoice, manyChannels } from '../../core/channel-choice'
import type { Failure } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import type { SavedTrack } from '../../storage/saved-track'
import type { Studio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { errorSentence, REVIVED, remarkSentence } from '../../words/sentences'
import type { StartingRecipe } from '../references/starting-recipe'
import type { Editing } from './editing'
import { type JobRunner, MAXIMUM_LOSSES } from './job-runner'

export interface Opening {
  /**
   * Opens files in order, one decode at a time; a bad one says so and the others go on. `claim` may know
   * a file's stored work, which then goes on.
   */
  openFiles(files: readonly File[], claim?: (file: File) => SavedTrack | undefined): void
  /** Opens the demo mix, made on the spot, as any other track. */
  openDemo(): void
  /** Opens a stored track under its own id, with its recipes as they were. */
  openSaved(file: File, record: SavedTrack): void
  /** The source file of a track, also of one that could not be opened; null for a demo mix that is not made yet. */
  fileOf(track: TrackId): File | null | undefined
  /** The stored copy of a track's file, which is read from now on: the file may change or vanish. null: there is none any more. */
  keepCopy(track: TrackId, copy: File | null): void
  /** Answers what becomes of a file of more than two channels: for it, and for those like it of the same drop. */
  chooseChannels(track: TrackId, choice: ChannelChoice): void
  /** Takes up an analysis that was cancelled, or that waited for leave to scale what was far too loud. */
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
  /** The same bytes in the page's own storage. */
  copy: File | null
  /** Times the worker was lost while this file was being decoded. */
  losses: number
  /** What was chosen for files of so many channels, shared by those that were opened together. */
  readonly chosen: Map<number, ChannelChoice>
}

const DEMO_NAME = 'Demo mix.wav'

const sourceOf = (entry: Held | undefined): File | null | undefined => entry?.copy ?? entry?.file

/** Opens, measures and masters files that a person brings, and closes them again. */
export const createOpening = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  editing: Editing,
  startingRecipe: StartingRecipe,
): Opening => {
  const held = new Map<TrackId, Held>()
  /** Files that were given up, to be tried again. */
  const unopened = new Map<TrackId, Held>()
  let waiting: TrackId[] = []
  let decoding = false

  const giveUp = (track: TrackId, error: Failure): void => {
    const entry = held.get(track)
    const name = entry?.name ?? 'the file'
    if (entry) unopened.set(track, entry)
    held.delete(track)
    studio.removeTrack(track)
    engine.close(track)
    const sentence = errorSentence(error, name)
    if (!sentence) return
    studio.notify('error', sentence)
    studio.setState((state) => ({ unopened: [...state.unopened, { id: track, name, sentence }] }))
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
      const channels = studio.trackOf(track)?.channels ?? null
      const file = sourceOf(entry)
      if (file) return engine.open(track, file, channels, options)
      const demo = await engine.demo(options)
      if (!demo.ok) return demo
      entry.file = new File([demo.value], entry.name, { type: demo.value.type })
      return engine.open(track, entry.file, channels, options)
    })
    if (end === 'superseded' || held.get(track) !== entry) return false
    if (!end.ok) {
      if (end.error.code === 'file-unreadable' && entry.copy) {
        entry.copy = null
        return decode(track)
      }
      if (end.error.code === 'too-many-channels') return askForChannels(track, entry, end.error)
      // A worker that never answered: one that did is replaced, and what it had opened again.
      if (end.error.code === 'worker-lost') {
        entry.losses += 1
        if (entry.losses < MAXIMUM_LOSSES) return decode(track)
      }
      giveUp(track, end.error)
      return false
    }
    const { facts } = end.value
    const isTooLoud = facts.remarks.some(({ kind }) => kind === 'far-too-loud')
    studio.patchTrack(track, { ...end.value, halted: isTooLoud ? 'too-loud' : null })
    for (const remark of facts.remarks)
      if (remark.kind !== 'far-too-loud') studio.notify('note', remarkSentence(remark, facts))
    return !isTooLoud
  }

  /** Asks once for the files of one drop; one that is like another takes its answer. */
  const askForChannels = (
    track: TrackId,
    entry: Held,
    error: Failure,
  ): Promise<boolean> | false => {
    const many = manyChannels(error.detail)
    const known = entry.chosen.get(many.count)
    const isNew = studio.trackOf(track)?.channels === null
    studio.patchTrack(track, { manyChannels: many, channels: isNew ? (known ?? null) : null })
    if (known && isNew) return decode(track)
    studio.patchTrack(track, { halted: 'channels' })
    return false
  }

  const chooseChannels = (track: TrackId, choice: ChannelChoice): void => {
    const chosen = held.get(track)?.chosen
    const count = studio.trackOf(track)?.manyChannels?.count
    if (!chosen || count === undefined) return
    chosen.set(count, choice)
    for (const [id, other] of held) {
      const state = studio.trackOf(id)
      if (other.chosen !== chosen || state?.halted !== 'channels') continue
      if (state.manyChannels?.count !== count) continue
      if (choice.kind === 'downmix' && !state.manyChannels.isPlaced) continue
      studio.patchTrack(id, { halted: null, channels: choice })
      waiting.push(id)
    }
    void decodeWaiting()
  }

  const analyse = async (track: TrackId): Promise<void> => {
    studio.patchTrack(track, { halted: null })
    const end = await jobs.run(track, 'analysing', (options) => engine.analyse(track, options))
    const entry = held.get(track)
    if (end === 'superseded' || !entry) return
    if (!end.ok) {
      if (end.error.code === 'worker-lost') return
      if (end.error.code === 'cancelled') studio.patchTrack(track, { halted: 'analysis' })
      else giveUp(track, end.error)
      return
    }
    studio.patchTrack(track, { analysis: end.value })
    if (!studio.getState().recipes[track]) studio.startRecipe(track, startingRecipe(end.value))
    await editing.masterNow(track)
  }

  const add = (
    name: string,
    file: File | null,
    id = newId(),
    chosen = new Map(),
    channels: ChannelChoice | null = null,
  ): void => {
    held.set(id, { name, file, copy: null, losses: 0, chosen })
    waiting.push(id)
    studio.addTrack({ ...newTrack(id, name), channels })
    void decodeWaiting()
  }

  const newId = (): TrackId => crypto.randomUUID?.() ?? `track-${Date.now()}-${held.size}`

  const openSaved = (file: File, record: SavedTrack): void => {
    const { id, name, history, loopRegion, tagEdits, channels, selected } = record
    if (held.has(id)) return
    if (history) studio.resumeRecipe(id, history, loopRegion)
    if (tagEdits) studio.setTagEdits(id, tagEdits)
    add(name, file, id, new Map(), channels)
    if (selected) studio.setState({ selectedId: id })
  }

  return {
    openFiles(files, claim) {
      const chosen = new Map<number, ChannelChoice>()
      for (const file of files) {
        const record = claim?.(file)
        if (record) openSaved(file, record)
        else add(file.name, file, newId(), chosen)
      }
    },
    openDemo: () => add(DEMO_NAME, null),
    openSaved,
    fileOf: (track) => sourceOf(held.get(track) ?? unopened.get(track)),
    keepCopy(track, copy) {
      const entry = held.get(track)
      if (entry) entry.copy = copy
    },
    chooseChannels,
    analyseAgain: analyse,
    release(track) {
      held.delete(track)
      waiting = waiting.filter((id) => id !== track)
    },
    reopenAll() {
      const suspect = studio.getState().jobs.find((job) => job.kind === 'decoding')?.trackId
      // Ends of the lost jobs must find nothing left to do.
      jobs.drop()
      const entry = suspect === undefined ? undefined : held.get(suspect)
      if (suspect !== undefined && entry) {
        entry.losses += 1
        if (entry.losses >= MAXIMUM_LOSSES) giveUp(suspect, { code: 'worker-lost' })
      }
      waiting = [...held.keys()]
      studio.notify('note', REVIVED)
      void decodeWaiting()
    },
  }
}
