import type { FilePlan, FileTarget } from '../../delivery/file-target'
import { formatOf } from '../../delivery/formats/registry'
import { replaced } from '../blob/blob-sink'
import { blobSource } from '../blob/blob-source'
import { DISK_BYTES, GatheredBytes } from '../gathered-bytes'
import { fileOnDisk, openSyncHandle } from './opfs-folder'
import type { WorkerPool } from './worker-pool'

let count = 0

/**
 * A file written straight to the origin's private file system, whatever its length, and measured meanwhile by a
 * worker of `pool`. It stays there until the page is gone. Rejects where the host has no such files.
 */
export const diskFile = async (
  engine: string,
  plan: FilePlan,
  pool: WorkerPool,
): Promise<FileTarget<Blob>> => {
  const { format, sizeBytes } = plan
  const { extension, mimeType } = formatOf(format)
  const path = `${engine}/${++count}.${extension}`
  const handle = await openSyncHandle(path)
  try {
    // Refused now where there is no room, not in the middle.
    if (sizeBytes !== null) handle.truncate(sizeBytes)
  } catch (cause) {
    handle.close()
    throw cause
  }
  const check = sizeBytes === null ? null : pool.checkFile({ ...plan, sizeBytes, path })
  const gathered = new GatheredBytes(DISK_BYTES, (bytes, offset) => {
    handle.write(bytes, { at: offset })
    check?.add(offset + bytes.length)
  })
  return {
    write: (bytes) => gathered.write(bytes),
    overwrite: (offset, bytes) => {
      gathered.flush()
      handle.write(bytes, { at: offset })
    },
    finish: async () => {
      gathered.flush()
      handle.close()
      const onDisk = await fileOnDisk(path)
      const file = onDisk.slice(0, onDisk.size, mimeType)
      const source = blobSource(file, `export.${extension}`)
      return { file, source, amend: ({ offset, bytes }) => replaced(file, offset, bytes) }
    },
    measured: async () => check?.finished() ?? null,
    abandon: () => {
      check?.abandon()
      handle.truncate(0)
      handle.close()
    },
  }
}
