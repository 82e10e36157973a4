import type { FilePlan, FileTarget } from '../../delivery/file-target'
import { formatOf } from '../../delivery/formats/registry'
import type { EngineHost } from '../../engine/host'
import type { WorkerPool } from '../worker/worker-pool'
import { BlobSink, replaced } from './blob-sink'
import { blobSource } from './blob-source'

/** Files as the browser has them, and Node too; one is checked by a worker of `pool` while it is written, where there is one. */
export const blobFiles = (
  pool?: WorkerPool,
): Pick<EngineHost<File, Blob>, 'openFile' | 'newFile'> => ({
  openFile: (file) => blobSource(file, file.name),
  newFile: blobFile(pool),
})

/** A Blob; where its size is known, it is measured while it is written. */
const blobFile =
  (pool?: WorkerPool) =>
  (plan: FilePlan): FileTarget<Blob> => {
    const { sizeBytes } = plan
    const check =
      sizeBytes === null ? null : (pool?.checkFile({ ...plan, sizeBytes, path: null }) ?? null)
    const sink = new BlobSink((piece) => check?.add(piece))
    const { extension, mimeType } = formatOf(plan.format)
    return {
      write: (bytes) => sink.write(bytes),
      overwrite: (offset, bytes) => sink.overwrite(offset, bytes),
      finish: async () => {
        const file = sink.finish(mimeType)
        const source = blobSource(file, `export.${extension}`)
        return { file, source, amend: ({ offset, bytes }) => replaced(file, offset, bytes) }
      },
      measured: async () => check?.finished() ?? null,
      abandon: () => check?.abandon(),
    }
  }
