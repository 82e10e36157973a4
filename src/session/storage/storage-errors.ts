import { isStorageFull } from '../../storage/audio-store'
import type { Studio } from '../../store/studio'
import { errorSentence, STORAGE_ABSENT } from '../../words/sentences'

/** What storage has to tell, each once per page; work goes on. */
export interface StorageErrors {
  /** There was no room for `name`. */
  sayFull(name: string): void
  /** Nothing is saved in this browser. */
  sayAbsent(): void
  /** A write was refused. */
  sayRefused(error: unknown): void
}

export const createStorageErrors = (studio: Studio): StorageErrors => {
  let saidFull = false
  let saidAbsent = false
  const sayFull = (name: string): void => {
    const sentence = errorSentence({ code: 'storage-full' }, name)
    if (!saidFull && sentence) studio.notify('error', sentence)
    saidFull = true
  }
  const sayAbsent = (): void => {
    if (!saidAbsent) studio.notify('note', STORAGE_ABSENT)
    saidAbsent = true
  }
  return {
    sayFull,
    sayAbsent,
    sayRefused(error) {
      if (isStorageFull(error)) sayFull('your work')
      else sayAbsent()
    },
  }
}
