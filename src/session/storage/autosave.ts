import type { TrackId } from '../../engine/protocol'
import type { WorkRecord } from '../../storage/saved-track'
import { type Keep, openKeep, type StoredWork } from '../../storage/track-storage'
import type { KeptTrack } from '../../store/saved-track-info'
import type { StudioState } from '../../store/studio-state'
import { say, useStudio } from '../../store/studio-store'
import { mendedSentence } from '../mended-sentence'
import { audioNotKeptSentence, dropAgainSentence, droppedSentence } from '../sentences'
import type { Opening } from '../tracks/opening'
import { type KeptFile, recordOf, sameRecord, workChanged } from './saved-tracks'
import { sayFullOnce, sayRefused } from './storage-errors'

/** Keeps the work of this page stored, and brings back that of pages that ended. */
export interface Keeping {
  /** Opens stored tracks; those without audio wait for their file to be dropped again. */
  restore(ids: readonly TrackId[]): Promise<void>
  /** Not offered any more; stays in the list of what is stored. */
  setAside(ids: readonly TrackId[]): Promise<void>
  /** Deletes what is stored of these tracks. Open ones stay open, and are kept no longer. */
  forget(ids: readonly TrackId[]): Promise<void>
  /** Everything stored, open tracks included. */
  list(): Promise<readonly KeptTrack[]>
  /** The record that waits for this file, by name and size; asked once per file. */
  adopt(file: File): WorkRecord | undefined
  dispose(): void
}

/** Opens the storage and keeps from now on. Rejects where there is no storage. */
export const startKeeping = async (opening: Opening): Promise<Keeping> =>
  createKeeping(await openKeep(sayRefused), opening)

/** For tests: any storage. */
export const createKeeping = (keep: Keep, opening: Opening): Keeping => {
  const { pageId } = keep.life
  /** Tracks of this page whose records are kept. */
  const kept = new Map<TrackId, KeptFile>()
  /** Deleted by hand while open: not to be stored again. */
  const forgotten = new Set<TrackId>()
  /** Restored without audio, until their file is dropped. */
  const awaited = new Map<string, WorkRecord>()
  /** Living pages whose end is waited for: their work is offered then. */
  const watched = new Set<string>()
  let audioQueue = Promise.resolve()

  const save = (state: StudioState, id: TrackId): void => {
    const file = kept.get(id)
    const track = state.tracks.find((candidate) => candidate.id === id)
    if (file && track) keep.save(recordOf(state, track, file, pageId, Date.now()))
  }

  const saveAudio = async (id: TrackId, file: File): Promise<void> => {
    if (!kept.has(id)) return
    const end = await keep.saveAudio(id, file).catch(() => 'refused' as const)
    if (end === 'full') sayFullOnce(file.name)
    if (end === 'refused' || end === 'too-large') say('note', audioNotKeptSentence(file.name))
    if (!kept.has(id)) return keep.forget(id)
    if (end !== 'stored') return
    kept.set(id, { sizeBytes: file.size, hasAudio: true })
    save(useStudio.getState(), id)
  }

  /** A track that was decoded is worth keeping: its record first, its audio when its turn comes. */
  const begin = (state: StudioState, id: TrackId): void => {
    const file = opening.fileOf(id)
    if (!file || kept.has(id) || forgotten.has(id)) return
    kept.set(id, { sizeBytes: file.size, hasAudio: false })
    save(state, id)
    audioQueue = audioQueue.then(() => saveAudio(id, file)).catch(() => {})
  }

  const follow = (state: StudioState, before: StudioState): void => {
    if (!workChanged(state, before)) return
    for (const { id, facts } of state.tracks) {
      if (!facts) continue
      if (!kept.has(id)) begin(state, id)
      else if (!sameRecord(id, state, before)) save(state, id)
    }
  }

  const stored = async (): Promise<readonly StoredWork[]> => {
    const { works, dropped } = await keep.list()
    if (dropped > 0) say('note', droppedSentence(dropped))
    return works
  }

  const offer = async (): Promise<void> => {
    const [works, living] = await Promise.all([stored(), keep.life.others()])
    const open = new Set(useStudio.getState().tracks.map(({ id }) => id))
    const offered = works.filter(
      ({ record }) => !record.setAside && !open.has(record.id) && !living.has(record.pageId),
    )
    useStudio.setState({ offered: offered.map(keptTrackOf) })
    for (const page of living) {
      if (watched.has(page)) continue
      watched.add(page)
      void keep.life
        .ended(page)
        .then(offer)
        .catch(() => {})
    }
  }

  const unoffer = (ids: readonly TrackId[]): void =>
    useStudio.setState(({ offered }) => ({
      offered: offered.filter(({ id }) => !ids.includes(id)),
    }))

  const worksOf = async (ids: readonly TrackId[]): Promise<readonly StoredWork[]> =>
    (await stored()).filter(({ record }) => ids.includes(record.id))

  const stopFollowing = useStudio.subscribe(follow)
  const keepFlushed = (): void => void keep.flush()
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') keepFlushed()
  }
  document.addEventListener('visibilitychange', onHidden)
  addEventListener('pagehide', keepFlushed)
  for (const { id, facts } of useStudio.getState().tracks)
    if (facts) begin(useStudio.getState(), id)
  void offer().catch(() => {})

  return {
    async restore(ids) {
      const missing: WorkRecord[] = []
      unoffer(ids)
      for (const { record, notes } of await worksOf(ids)) {
        const mended = mendedSentence(record.name, notes)
        if (mended) say('note', mended)
        const file = await keep.fileOf(record)
        if (file) {
          kept.set(record.id, { sizeBytes: record.sizeBytes, hasAudio: true })
          opening.openKept(file, record)
        } else {
          missing.push(record)
          awaited.set(fingerprint(record.name, record.sizeBytes), record)
        }
      }
      if (missing.length > 0) say('note', dropAgainSentence(missing.map(({ name }) => name)))
    },
    async setAside(ids) {
      unoffer(ids)
      for (const { record } of await worksOf(ids)) keep.save({ ...record, setAside: true })
      await keep.flush()
    },
    async forget(ids) {
      unoffer(ids)
      for (const id of ids) {
        kept.delete(id)
        forgotten.add(id)
        await keep.forget(id)
      }
    },
    list: async () => (await stored()).map(keptTrackOf),
    adopt(file) {
      const key = fingerprint(file.name, file.size)
      const record = awaited.get(key)
      awaited.delete(key)
      return record
    },
    dispose() {
      stopFollowing()
      document.removeEventListener('visibilitychange', onHidden)
      removeEventListener('pagehide', keepFlushed)
      void keep.flush()
    },
  }
}

const fingerprint = (name: string, sizeBytes: number): string => `${sizeBytes} ${name}`

const keptTrackOf = ({ record, audioBytes }: StoredWork): KeptTrack => ({
  id: record.id,
  name: record.name,
  audioBytes,
  hasAudio: record.hasAudio,
  savedAtMs: record.savedAtMs,
})
