import { UNATTENDED } from '../core/job'
import type { Outcome } from '../core/outcome'
import { MemoryPcmStore, type SharedPcm } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import type { Shift, Yield } from '../mastering/render/render-plan'
import { workShift } from '../mastering/render/run-plan'
import { ArrivingFile } from './arriving-file'
import type { Measured } from './measuring-store'
import { remeasure } from './remeasure'
import { timeout } from './timeout'

/** What the engine's worker asks of a helping one. */
export interface HandApi {
  /** Its part in a shift; rejects when the shift was called off. */
  work(shift: Shift, hand: number, audio: SharedAudio, control: Int32Array): Promise<Yield>
  /**
   * Opens and measures a file of so many bytes while it is being written: its parts come as Blobs over `port`,
   * null when no more will come.
   */
  check(port: MessagePort, sizeBytes: number): Promise<Outcome<Measured>>
  /** Answers once it holds its life lock and its kernels. */
  ready(): Promise<void>
}

export interface SharedAudio {
  readonly source: SharedPcm
  readonly target: SharedPcm | null
}

/** A helping hand inside its worker. It does not look at messages during a shift: `control` can stop it. */
export const createHandApi = (
  loadingKernels: Promise<Kernels>,
  holdsLock: Promise<void>,
): HandApi => ({
  work: async (shift, hand, { source, target }, control) => {
    const audio = {
      source: MemoryPcmStore.fromShared(source),
      target: target && MemoryPcmStore.fromShared(target),
    }
    const job = { report: () => {}, breathe: () => undefined }
    return workShift(shift, hand, audio, control, await loadingKernels, job)
  },
  check: async (port, sizeBytes) => {
    const file = new ArrivingFile('export.wav', sizeBytes)
    port.onmessage = ({ data }: MessageEvent<Blob | null>) => {
      if (data) file.add(data)
      else file.abandon()
    }
    try {
      return await remeasure(file, { kernels: await loadingKernels, job: UNATTENDED, timeout })
    } finally {
      port.close()
    }
  },
  ready: async () => {
    await Promise.all([loadingKernels, holdsLock])
  },
})
