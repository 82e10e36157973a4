import type { TrackId } from '../../core/track'
import type { AudioStore } from '../../storage/audio-store'
import { numberedName } from '../../words/track-names'
import { saveFile } from '../tracks/save-file'
import { crc32Of } from './crc32-of'
import { type ZipEntry, zipOf } from './zip'

/** Where finished masters go. */
export interface Outlet {
  /** Takes a master, to be called `stem` or numbered beside others; answers its name. Rejects where it cannot be written. */
  put(id: TrackId, stem: string, extension: string, file: Blob): Promise<string>
  /** A master that was put before a reload; false where it is gone. */
  takeUp(id: TrackId, name: string): Promise<boolean>
  /** All that there is has been put. */
  finish(): void
}

export const ZIP_NAME = 'masters.zip'

/** Keeps masters until all are there, then downloads them as one archive; in `kept` they outlive a reload. */
export const zipOutlet = (kept: AudioStore | null): Outlet => {
  const entries = new Map<TrackId, ZipEntry>()
  const add = async (id: TrackId, name: string, file: Blob): Promise<void> => {
    entries.set(id, { name, file, crc32: await crc32Of(file), modified: new Date() })
  }
  return {
    async put(id, stem, extension, file) {
      entries.delete(id)
      const taken = new Set(
        [...entries.values()].map(({ name: takenName }) => stemOf(takenName).toLowerCase()),
      )
      const name = `${numberedName(stem, taken)}.${extension}`
      // Where there is no room for it, the master is held by the page alone.
      const end = await kept?.put(id, new File([file], name)).catch(() => null)
      await add(id, name, (end === 'stored' && (await kept?.get(id, name))) || file)
      return name
    },
    async takeUp(id, name) {
      const file = await kept?.get(id, name)
      if (file) await add(id, name, file)
      return Boolean(file)
    },
    finish() {
      if (entries.size > 0) saveFile(zipOf([...entries.values()]), ZIP_NAME)
    },
  }
}

/** Writes each master into a folder at once; what is there already is never overwritten. */
export const folderOutlet = (folder: FileSystemDirectoryHandle): Outlet => ({
  async put(_id, stem, extension, file) {
    const free = await freeName(folder, stem, extension)
    const handle = await folder.getFileHandle(free, { create: true })
    const writable = await handle.createWritable()
    await file.stream().pipeTo(writable)
    return free
  },
  takeUp: (_id, name) => exists(folder, name),
  finish() {},
})

const stemOf = (name: string): string => name.slice(0, name.lastIndexOf('.'))

const freeName = async (
  folder: FileSystemDirectoryHandle,
  stem: string,
  extension: string,
): Promise<string> => {
  for (let count = 1; ; count++) {
    const candidate = `${count === 1 ? stem : `${stem} (${count})`}.${extension}`
    if (!(await exists(folder, candidate))) return candidate
  }
}

const exists = (folder: FileSystemDirectoryHandle, name: string): Promise<boolean> =>
  folder.getFileHandle(name).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotFoundError') return false
      // A folder of that name is in the way as well.
      if (error instanceof DOMException && error.name === 'TypeMismatchError') return true
      throw error
    },
  )
