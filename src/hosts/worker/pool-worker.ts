import type { ByteSource } from '../../core/byte-source'
import { detachedJob } from '../../core/job'
import { openPcm } from '../../core/open-pcm'
import type { Outcome } from '../../core/outcome'
import type { PcmHandle } from '../../core/pcm-store'
import type { FilePlan } from '../../delivery/file-target'
import { measureFile } from '../../delivery/measure-file'
import type { MeasuredFile } from '../../delivery/measuring-store'
import type { Kernels } from '../../dsp/kernels'
import type { PartialResult, PlanMemory, RenderPlan } from '../../mastering/render/render-plan'
import { runPlan } from '../../mastering/render/run-plan'
import { timeout } from '../timeout'
import { ArrivingFile } from './arriving-file'
import { GrowingFile } from './growing-file'
import { openSyncHandle, type SyncHandle } from './opfs-folder'
import { openSwap } from './opfs-swap'

/** A file whose size is known before it is written. */
export interface KnownFile extends FilePlan {
  readonly sizeBytes: number
  /** Where it is written to on disk; null where its parts come as Blobs. */
  readonly path: string | null
}

/** What the engine's worker asks of a helping one. */
export interface PoolWorkerApi {
  /** Its part in a plan; rejects when the plan was called off. */
  work(
    plan: RenderPlan,
    hand: number,
    audio: SharedAudio,
    memory: PlanMemory,
  ): Promise<PartialResult>
  /**
   * Opens and measures a file while it is being written: over `port` come its parts as Blobs, or the number
   * of bytes that are on disk; null when no more will come.
   */
  check(port: MessagePort, plan: KnownFile): Promise<Outcome<MeasuredFile>>
  /** Answers once it holds its liveness lock and its kernels. */
  ready(): Promise<void>
}

export interface SharedAudio {
  readonly source: PcmHandle
  readonly target: PcmHandle | null
  readonly altered: PcmHandle | null
}

/** A pool worker from the inside. It does not look at messages during a plan: `memory` can stop it. */
export const createPoolWorkerApi = (
  loadingKernels: Promise<Kernels>,
  holdsLock: Promise<void>,
): PoolWorkerApi => ({
  work: async (plan, hand, { source, target, altered }, memory) => {
    const audio = {
      source: openPcm(source, await openSwap(source.swapName)),
      target: target && openPcm(target, await openSwap(target.swapName)),
      ...(altered && { altered: openPcm(altered, await openSwap(altered.swapName)) }),
    }
    const job = { report: () => {}, checkpoint: () => undefined }
    return runPlan(plan, hand, audio, memory, await loadingKernels, job)
  },
  check: async (port, { format, spec, sizeBytes, path }) => {
    const services = { kernels: await loadingKernels, job: detachedJob, timeout }
    const measured = (file: ByteSource) => measureFile(file, format, spec, services)
    try {
      if (path === null) return await measured(arriving(port, sizeBytes))
      const handle = await openSyncHandle(path)
      try {
        return await measured(growing(port, sizeBytes, handle))
      } finally {
        handle.close()
      }
    } finally {
      port.close()
    }
  },
  ready: async () => {
    await Promise.all([loadingKernels, holdsLock])
  },
})

const arriving = (port: MessagePort, sizeBytes: number): ByteSource => {
  const file = new ArrivingFile('export', sizeBytes)
  port.onmessage = ({ data }: MessageEvent<Blob | null>) => {
    if (data === null) file.abandon()
    else file.add(data)
  }
  return file
}

const growing = (port: MessagePort, sizeBytes: number, handle: SyncHandle): ByteSource => {
  const file = new GrowingFile('export', sizeBytes, handle)
  port.onmessage = ({ data }: MessageEvent<number | null>) => {
    if (data === null) file.abandon()
    else file.arrived(data)
  }
  return file
}
