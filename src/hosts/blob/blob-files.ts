import type { FileHost } from '../../engine/host'
import { exportTrack } from '../../worker/export-track'
import { writeWav } from '../../worker/write-wav'
import type { WorkerPool } from '../worker/worker-pool'
import { blobSource } from './blob-source'

/** Files as the browser has them, and Node too; one is checked by a worker of `pool` while it is written, where there is one. */
export const blobFiles = (pool?: WorkerPool): FileHost<File, Blob> => ({
  openFile: (file) => blobSource(file, file.name),
  writePlain: async (reader, kernels, job) =>
    (await writeWav(reader, 'wav-24', 'none', kernels, job)).blob,
  exportTrack: (track, request, services) => exportTrack(track, request, { ...services, pool }),
})
