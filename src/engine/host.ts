import type { ByteSource } from '../core/byte-source'
import type { PcmStore } from '../core/pcm-store'
import type { FileServices } from '../delivery/write-file'
import type { Kernels } from '../dsp/kernels'
import type { Executor } from '../mastering/render/executor'
import type { JobHost } from './job-loop'

/** What the engine needs of the place where it runs: a worker, or Node. */
export interface EngineHost<Source, Written>
  extends JobHost,
    Pick<FileServices<Written>, 'timeout' | 'loadEncoder' | 'openSystemAac' | 'newFile'> {
  /** Of this thread; awaited by every job. */
  readonly kernels: Promise<Kernels>
  openFile(file: Source): ByteSource
  newStore(sampleRate: number, channelCount: number, expectedFrames?: number): PcmStore
  /** Float32 PCM that one store may take; absent where it lies in memory. */
  mostPcmBytes?(): number
  /** What masters and upstreams of all tracks may take before those not used for longest are let go; by default by the cache. */
  readonly mostRenderedBytes?: number
  /** Runs render plans, alone or with other threads. */
  executor(kernels: Kernels): Executor
  /** There will soon be work for the executor. */
  warmUp(): void
  /** `value`, whose buffers go along with it and are nobody's here afterwards. */
  handOver<T>(value: T, buffers: readonly ArrayBufferLike[]): T
}
