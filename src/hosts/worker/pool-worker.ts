import { detachedJob } from '../../core/job'
import { openPcm } from '../../core/open-pcm'
import type { Outcome } from '../../core/outcome'
import type { PcmHandle } from '../../core/pcm-store'
import type { FilePlan } from '../../delivery/file-target'
import { measureFile } from '../../delivery/measure-file'
import type { MeasuredFile } from '../../delivery/measuring-store'
import type { Kernels } from '../../dsp/kernels'
import type { PartialResult, RenderPlan } from '../../mastering/render/render-plan'
import { runPlan } from '../../mastering/render/run-plan'
import { timeout } from '../timeout'
import { ArrivingFile } from './arriving-file'

/** A file whose size is known before it is written. */
export type KnownFile = FilePlan & { readonly sizeBytes: number }

/** What the engine's worker asks of a helping one. */
export interface PoolWorkerApi {
  /** Its part in a plan; rejects when the plan was called off. */
  work(
    plan: RenderPlan,
    hand: number,
    audio: SharedAudio,
    counters: Int32Array,
  ): Promise<PartialResult>
  /**
   * Opens and measures a file while it is being written: its parts come as Blobs over `port`,
   * null when no more will come.
   */
  check(port: MessagePort, plan: KnownFile): Promise<Outcome<MeasuredFile>>
  /** Answers once it holds its liveness lock and its kernels. */
  ready(): Promise<void>
}

export interface SharedAudio {
  readonly source: PcmHandle
  readonly target: PcmHandle | null
}

/** A pool worker from the inside. It does not look at messages during a plan: `counters` can stop it. */
export const createPoolWorkerApi = (
  loadingKernels: Promise<Kernels>,
  holdsLock: Promise<void>,
): PoolWorkerApi => ({
  work: async (plan, hand, { source, target }, counters) => {
    const audio = {
      source: openPcm(source),
      target: target && openPcm(target),
    }
    const job = { report: () => {}, checkpoint: () => undefined }
    return runPlan(plan, hand, audio, counters, await loadingKernels, job)
  },
  check: async (port, { format, spec, sizeBytes }) => {
    const file = new ArrivingFile('export', sizeBytes)
    port.onmessage = ({ data }: MessageEvent<Blob | null>) => {
      if (data) file.add(data)
      else file.abandon()
    }
    try {
      const services = { kernels: await loadingKernels, job: detachedJob, timeout }
      return await measureFile(file, format, spec, services)
    } finally {
      port.close()
    }
  },
  ready: async () => {
    await Promise.all([loadingKernels, holdsLock])
  },
})
