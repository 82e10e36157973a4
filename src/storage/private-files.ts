import type { AudioStore } from './audio-store'
import { AUDIO_FOLDER, type FileWritten, type WriteFile } from './file-writing'

/** A writer that says nothing for this long was lost: a killed worker settles no promise. */
const SILENCE_MS = 30_000

/** A folder of the origin's private file system; null where there is none (plain http, some private modes, WebKitGTK). */
export const openPrivateFiles = async (path = AUDIO_FOLDER): Promise<AudioStore | null> => {
  let folder: FileSystemDirectoryHandle
  try {
    const root = await navigator.storage.getDirectory()
    folder = await root.getDirectoryHandle(path, { create: true })
  } catch {
    return null
  }
  return {
    async put(id, file) {
      await writeInWorker({ folder: path, name: id, file })
      return 'stored'
    },
    async get(id, name) {
      try {
        return new File([await (await folder.getFileHandle(id)).getFile()], name)
      } catch {
        return null
      }
    },
    async remove(id) {
      try {
        await folder.removeEntry(id)
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error
      }
    },
    async sizes() {
      const sizes = new Map<string, number>()
      for await (const [name, handle] of folder.entries())
        if (handle instanceof FileSystemFileHandle) sizes.set(name, await sizeOf(handle))
      return sizes
    },
  }
}

/** 0 for a file that went away meanwhile. */
const sizeOf = (handle: FileSystemFileHandle): Promise<number> =>
  handle.getFile().then(
    ({ size }) => size,
    () => 0,
  )

/** One worker per file: sync handles exist only there, and its end frees everything. */
const writeInWorker = (request: WriteFile): Promise<void> => {
  const worker = new Worker(new URL('./write-file.worker.ts', import.meta.url), {
    type: 'module',
    name: 'keep',
  })
  let timer = 0
  return new Promise<void>((resolve, reject) => {
    const lost = (): void => reject(new Error('the file writer was lost'))
    const wait = (): void => {
      clearTimeout(timer)
      timer = window.setTimeout(lost, SILENCE_MS)
    }
    worker.onmessage = ({ data }: MessageEvent<FileWritten>) => {
      if (data.kind === 'written') wait()
      else if (data.kind === 'done') resolve()
      else reject(new DOMException(data.message, data.name))
    }
    worker.onerror = lost
    wait()
    worker.postMessage(request)
  }).finally(() => {
    clearTimeout(timer)
    worker.terminate()
  })
}
