import { deliverTrack } from '../../delivery/deliver-track'
import type { FilePlan, FileTarget } from '../../delivery/file-target'
import { formatOf } from '../../delivery/formats/registry'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { type FileServices, writeFile } from '../../delivery/write-file'
import type { FileHost } from '../../engine/host'
import { timeout } from '../timeout'
import type { WorkerPool } from '../worker/worker-pool'
import { BlobSink } from './blob-sink'
import { blobSource } from './blob-source'

/** Files as the browser has them, and Node too; one is checked by a worker of `pool` while it is written, where there is one. */
export const blobFiles = (
  loadEncoder: FileServices<Blob>['loadEncoder'],
  pool?: WorkerPool,
): FileHost<File, Blob> => {
  const own = { timeout, loadEncoder, newFile: blobFile(pool) }
  return {
    openFile: (file) => blobSource(file, file.name),
    writePlain: async (reader, kernels, job) => {
      const choices = { ...DEFAULT_DELIVERY, dither: 'none' } as const
      return (await writeFile(reader, choices.format, choices, { ...own, kernels, job })).file
    },
    exportTrack: (track, settings, services) =>
      deliverTrack(track, settings, { ...own, ...services }),
  }
}

/** A Blob; where its size is known, it is measured while it is written. */
const blobFile =
  (pool?: WorkerPool) =>
  (plan: FilePlan): FileTarget<Blob> => {
    const { sizeBytes } = plan
    const check = sizeBytes === null ? null : (pool?.checkFile({ ...plan, sizeBytes }) ?? null)
    const sink = new BlobSink((piece) => check?.add(piece))
    const { extension, mimeType } = formatOf(plan.format)
    return {
      write: (bytes) => sink.write(bytes),
      overwrite: (offset, bytes) => sink.overwrite(offset, bytes),
      finish: () => {
        const file = sink.finish(mimeType)
        return { file, source: blobSource(file, `export.${extension}`) }
      },
      measured: async () => check?.finished() ?? null,
      abandon: () => check?.abandon(),
    }
  }
