import type { Engine } from '../../client/engine'
import type { AudioMemory } from '../../core/audio-memory'
import type { TrackId } from '../../core/track'
import { forgetAlbum } from '../../storage/album-record'
import {
  clearPreferences,
  type PreferenceStorage,
  preferenceSize,
  preferenceStorage,
} from '../../storage/preferences'
import type { SavedTrackInfo } from '../../store/saved-track-info'
import type { Studio } from '../../store/studio'
import { keepAlbum } from '../album/keep-album'
import type { Opening } from '../tracks/opening'
import { askToPersistOnceKept, wasAsked } from './ask-to-persist'
import { applyAudioMemory } from './audio-memory'
import type { Autosave } from './autosave'
import { savePreferences } from './save-preferences'
import { createStorageErrors } from './storage-errors'

export interface StorageActions {
  /** Opens stored tracks as they were left. */
  restore(ids: readonly TrackId[]): Promise<void>
  /** Offers them no more; they stay in the list of what is stored. */
  dismiss(ids: readonly TrackId[]): Promise<void>
  /** Deletes what is stored of these tracks; open ones stay open and are saved no longer. */
  forget(ids: readonly TrackId[]): Promise<void>
  /** What is stored; null where this browser stores nothing. */
  use(): Promise<StorageUse | null>
  /** Asks the browser not to clear the storage by itself; answers what it decided. */
  askToPersist(): Promise<boolean>
  forgetPreferences(): void
  /** What the audio of all open tracks takes; null before any was opened. */
  audioMemory(): Promise<AudioMemory | null>
}

export interface StorageUse {
  readonly tracks: readonly SavedTrackInfo[]
  readonly preferenceBytes: number
  /** Of the whole origin, as the browser estimates; null where it does not. */
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  /** Has the browser promised not to clear it by itself? null where it cannot. */
  readonly persisted: boolean | null
  /** Was it asked for that promise? */
  readonly asked: boolean
}

/** The session's part of storage: what needs the database is loaded when the page has come to rest. */
export const createStorageActions = (studio: Studio, engine: Engine, opening: Opening) => {
  const preferences: PreferenceStorage | null = preferenceStorage()
  const stopPreferences = savePreferences(studio, preferences)
  const stopAudioMemory = applyAudioMemory(studio, engine)
  const stopAlbum = keepAlbum(studio, preferences)
  const errors = createStorageErrors(studio)
  let disposed = false
  const loading: Promise<Autosave | null> = whenIdle()
    .then(() => import('./autosave'))
    .then(({ startAutosave }) => startAutosave(studio, opening, errors))
    .catch(() => {
      whenSomethingIsOpen(studio, errors.sayAbsent)
      return null
    })
  let autosave: Autosave | null = null
  void loading.then((loaded) => {
    if (disposed) loaded?.dispose()
    else autosave = loaded
  })
  const storage = (navigator as { storage?: StorageManager }).storage
  const stopAsking = askToPersistOnceKept(studio, storage, preferences)

  const work: StorageActions = {
    restore: async (ids) => (await loading)?.restore(ids),
    dismiss: async (ids) => (await loading)?.dismiss(ids),
    forget: async (ids) => (await loading)?.forget(ids),
    async use() {
      const tracks = await (await loading)?.list()
      if (!tracks) return null
      const { usage = null, quota = null } = (await storage?.estimate()) ?? {}
      return {
        tracks,
        preferenceBytes: preferences ? preferenceSize(preferences) : 0,
        usedBytes: usage,
        quotaBytes: quota,
        persisted: (await storage?.persisted()) ?? null,
        asked: wasAsked(preferences),
      }
    },
    askToPersist: async () => (await storage?.persist()) ?? false,
    forgetPreferences() {
      if (preferences) clearPreferences(preferences)
      forgetAlbum(preferences)
    },
    audioMemory: () => engine.memory(),
  }
  return {
    ...work,
    claim: (file: File) => autosave?.claim(file),
    dispose() {
      disposed = true
      stopPreferences()
      stopAlbum()
      stopAudioMemory()
      stopAsking()
      autosave?.dispose()
    },
  }
}

/** The first paint and its fonts come first. */
const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1000 })
    else setTimeout(resolve, 100)
  })

/** That nothing is saved matters to someone who has something to lose. */
const whenSomethingIsOpen = (studio: Studio, act: () => void): void => {
  const isOpen = (): boolean => studio.getState().tracks.some(({ facts }) => facts !== null)
  if (isOpen()) {
    act()
    return
  }
  const stop = studio.subscribe(() => {
    if (!isOpen()) return
    stop()
    act()
  })
}
