import type { TrackId } from '../../core/track'
import type { SavedTrack } from '../../storage/saved-track'
import {
  openTrackStorage,
  type SavedTrackEntry,
  type TrackStorage,
} from '../../storage/track-storage'
import type { SavedTrackInfo } from '../../store/saved-track-info'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import { mendedSentence } from '../../words/mended-sentence'
import { audioNotSavedSentence, dropAgainSentence, droppedSentence } from '../../words/sentences'
import type { Opening } from '../tracks/opening'
import { recordOf, type SavedFile, sameRecord, workChanged } from './saved-tracks'
import type { StorageErrors } from './storage-errors'

/** Saves the work of this page as it changes, and brings back that of pages that ended. */
export interface Autosave {
  /** Opens stored tracks; those without audio wait for their file to be dropped again. */
  restore(ids: readonly TrackId[]): Promise<void>
  /** Not offered any more; stays in the list of what is stored. */
  dismiss(ids: readonly TrackId[]): Promise<void>
  /** Deletes what is stored of these tracks. Open ones stay open, and are saved no longer. */
  forget(ids: readonly TrackId[]): Promise<void>
  /** Everything stored, open tracks included. */
  list(): Promise<readonly SavedTrackInfo[]>
  /** The record that waits for this file, by name and size; asked once per file. */
  claim(file: File): SavedTrack | undefined
  dispose(): void
}

/** Opens the storage and saves from now on. Rejects where there is no storage. */
export const startAutosave = async (
  studio: Studio,
  opening: Opening,
  errors: StorageErrors,
): Promise<Autosave> =>
  createAutosave(studio, await openTrackStorage(errors.sayRefused), opening, errors)

/** For tests: any storage. */
export const createAutosave = (
  studio: Studio,
  storage: TrackStorage,
  opening: Pick<Opening, 'fileOf' | 'openSaved' | 'keepCopy'>,
  errors: Pick<StorageErrors, 'sayFull'>,
): Autosave => {
  const { pageId } = storage.life
  /** Tracks of this page whose records are saved. */
  const saved = new Map<TrackId, SavedFile>()
  /** Deleted by hand while open: not to be stored again. */
  const forgotten = new Set<TrackId>()
  /** Restored without audio, until their file is dropped. */
  const awaitingFile = new Map<string, SavedTrack>()
  /** Living pages whose end is waited for: their work is offered then. */
  const watched = new Set<string>()
  /** Answered on this page: a list that was being read meanwhile does not offer them again. */
  const answered = new Set<TrackId>()
  let audioQueue = Promise.resolve()

  const save = (state: StudioState, id: TrackId): void => {
    const file = saved.get(id)
    const track = state.tracks.find((candidate) => candidate.id === id)
    if (file && track) storage.save(recordOf(state, track, file, pageId, Date.now()))
  }

  const countUnsaved = (change: number): void =>
    studio.setState(({ unsavedFiles }) => ({ unsavedFiles: unsavedFiles + change }))

  const countRestoring = (change: number): void =>
    studio.setState(({ restoring }) => ({ restoring: restoring + change }))

  const saveAudio = async (id: TrackId, file: File): Promise<void> => {
    if (!saved.has(id)) return
    const end = await storage.saveAudio(id, file).catch(() => 'refused' as const)
    if (end === 'full') errors.sayFull(file.name)
    if (end === 'refused' || end === 'too-large')
      studio.notify('note', audioNotSavedSentence(file.name))
    if (!saved.has(id)) return storage.forget(id)
    if (end !== 'stored') return
    const stored = { sizeBytes: file.size, hasAudio: true }
    saved.set(id, stored)
    save(studio.getState(), id)
    opening.keepCopy(id, await storage.fileOf({ id, name: file.name, ...stored }))
  }

  /** A track that was decoded is worth saving: its record first, its audio when its turn comes. */
  const begin = (state: StudioState, id: TrackId): void => {
    const file = opening.fileOf(id)
    if (!file || saved.has(id) || forgotten.has(id)) return
    saved.set(id, { sizeBytes: file.size, hasAudio: false })
    save(state, id)
    countUnsaved(1)
    audioQueue = audioQueue
      .then(() => saveAudio(id, file))
      .catch(() => {})
      .finally(() => countUnsaved(-1))
  }

  const follow = (state: StudioState, before: StudioState): void => {
    const { batch, unopened } = state
    if (!workChanged(state, before) && batch.phase === before.batch.phase) return
    // A queue has to find its files after a reload, also those that were not opened yet.
    const queued = new Set(batch.phase === 'idle' ? [] : batch.rows.map(({ id }) => id))
    for (const { id } of unopened) if (saved.delete(id)) void storage.forget(id).catch(() => {})
    for (const { id, facts } of state.tracks) {
      if (!facts && !queued.has(id)) continue
      if (!saved.has(id)) begin(state, id)
      else if (!sameRecord(id, state, before)) save(state, id)
    }
  }

  const stored = async (): Promise<readonly SavedTrackEntry[]> => {
    const { entries, dropped } = await storage.list()
    if (dropped > 0) studio.notify('note', droppedSentence(dropped))
    return entries
  }

  const listRecoverable = async (): Promise<void> => {
    const [entries, living] = await Promise.all([stored(), storage.life.others()])
    const open = new Set(studio.getState().tracks.map(({ id }) => id))
    const recoverable = entries.filter(
      ({ record }) =>
        !record.dismissed &&
        !answered.has(record.id) &&
        !open.has(record.id) &&
        !living.has(record.pageId),
    )
    studio.setState({ recoverable: recoverable.map(savedTrackInfo) })
    for (const page of living) {
      if (watched.has(page)) continue
      watched.add(page)
      void storage.life
        .ended(page)
        .then(listRecoverable)
        .catch(() => {})
    }
  }

  const withdraw = (ids: readonly TrackId[]): void => {
    for (const id of ids) answered.add(id)
    studio.setState(({ recoverable }) => ({
      recoverable: recoverable.filter(({ id }) => !ids.includes(id)),
    }))
  }

  const entriesOf = async (ids: readonly TrackId[]): Promise<readonly SavedTrackEntry[]> =>
    (await stored()).filter(({ record }) => ids.includes(record.id))

  const bringBack = async (ids: readonly TrackId[]): Promise<void> => {
    const missing: SavedTrack[] = []
    for (const { record, notes } of await entriesOf(ids)) {
      const mended = mendedSentence(record.name, notes)
      if (mended) studio.notify('note', mended)
      const file = await storage.fileOf(record)
      if (file) {
        saved.set(record.id, { sizeBytes: record.sizeBytes, hasAudio: true })
        opening.openSaved(file, record)
      } else {
        missing.push(record)
        awaitingFile.set(fingerprint(record.name, record.sizeBytes), record)
      }
    }
    if (missing.length > 0)
      studio.notify('note', dropAgainSentence(missing.map(({ name }) => name)))
  }

  const stopFollowing = studio.subscribe(follow)
  const flush = (): void => void storage.flush()
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') flush()
  }
  document.addEventListener('visibilitychange', onHidden)
  addEventListener('pagehide', flush)
  for (const { id, facts } of studio.getState().tracks) if (facts) begin(studio.getState(), id)
  void listRecoverable().catch(() => {})

  return {
    async restore(ids) {
      withdraw(ids)
      countRestoring(1)
      try {
        await bringBack(ids)
      } finally {
        countRestoring(-1)
      }
    },
    async dismiss(ids) {
      for (const id of ids) answered.add(id)
      // The offer goes once that is stored: a page reloaded right after does not bring it back.
      try {
        for (const { record } of await entriesOf(ids)) storage.save({ ...record, dismissed: true })
        await storage.flush()
      } finally {
        withdraw(ids)
      }
    },
    async forget(ids) {
      withdraw(ids)
      for (const id of ids) {
        saved.delete(id)
        forgotten.add(id)
        opening.keepCopy(id, null)
        await storage.forget(id)
      }
    },
    list: async () => (await stored()).map(savedTrackInfo),
    claim(file) {
      const key = fingerprint(file.name, file.size)
      const record = awaitingFile.get(key)
      awaitingFile.delete(key)
      return record
    },
    dispose() {
      stopFollowing()
      document.removeEventListener('visibilitychange', onHidden)
      removeEventListener('pagehide', flush)
      void storage.flush()
    },
  }
}

const fingerprint = (name: string, sizeBytes: number): string => `${sizeBytes} ${name}`

const savedTrackInfo = ({ record, audioBytes }: SavedTrackEntry): SavedTrackInfo => ({
  id: record.id,
  name: record.name,
  audioBytes,
  hasAudio: record.hasAudio,
  savedAtMs: record.savedAtMs,
})
