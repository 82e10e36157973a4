import type { TrackId } from '../core/track'

/** The bytes of source files by track. Rejects where the storage refuses or is gone. */
export interface AudioStore {
  /** Resolves when every byte is stored; 'too-large' where this kind of storage should not be tried. */
  put(id: TrackId, file: File): Promise<'stored' | 'too-large'>
  /** The bytes as a file of that name, read when needed; null when there are none. */
  get(id: TrackId, name: string): Promise<File | null>
  remove(id: TrackId): Promise<void>
  /** Bytes taken per track, unfinished ones included. */
  sizes(): Promise<ReadonlyMap<TrackId, number>>
}

/** The storage ran full, whatever the browser calls it. */
export const isStorageFull = (error: unknown): boolean =>
  error instanceof Error &&
  /quota|NS_ERROR_FILE_NO_DEVICE_SPACE|disk.*full/i.test(`${error.name} ${error.message}`)
