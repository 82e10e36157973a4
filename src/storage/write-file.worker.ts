import { BlobStream } from '../hosts/blob/blob-stream'
import type { FileWritten, WriteFile } from './file-writing'

const SLICE_BYTES = 2 ** 20

const say = (message: FileWritten): void => postMessage(message)

/** Copies a file into the private file system; what was there is replaced, what fails is removed. */
const write = async ({ folder: path, name, file }: WriteFile): Promise<void> => {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle(path, { create: true })
  const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle()
  let complete = false
  try {
    handle.truncate(0)
    const stream = new BlobStream(file, 0)
    let bytes: Uint8Array | undefined
    for (let at = 0; at < file.size; at += bytes.length) {
      bytes = await stream.read(SLICE_BYTES, bytes)
      if (bytes.length === 0) throw new DOMException('cut short', 'NotReadableError')
      // A write cut short is how some engines say that the disk is full.
      if (handle.write(bytes, { at }) < bytes.length)
        throw new DOMException('write cut short', 'QuotaExceededError')
      say({ kind: 'written', bytes: at + bytes.length })
    }
    handle.flush()
    complete = true
  } finally {
    handle.close()
    if (!complete) await folder.removeEntry(name).catch(() => {})
  }
}

addEventListener('message', ({ data }: MessageEvent<WriteFile>) => {
  write(data).then(
    () => say({ kind: 'done' }),
    (error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      say({ kind: 'failed', name, message })
    },
  )
})
