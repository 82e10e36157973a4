import type { OpenServices } from '../codec/read/services'
import type { ByteSource } from '../core/byte-source'
import type { JobContext } from '../core/job'
import type { Outcome } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import type { DeliveredFile } from '../delivery/deliver-track'
import type { DeliverySettings } from '../delivery/settings'
import type { Kernels } from '../dsp/kernels'
import type { Executor } from '../mastering/render/executor'
import type { RenderServices } from '../mastering/render/upstream'
import type { JobHost } from './job-loop'
import type { FinishedMaster } from './track-cache'

/** What the engine needs of the place where it runs: a worker, or Node. */
export interface EngineHost<Source, Written>
  extends JobHost,
    FileHost<Source, Written>,
    Pick<OpenServices, 'timeout'> {
  /** Of this thread; awaited by every job. */
  readonly kernels: Promise<Kernels>
  newStore(sampleRate: number, channelCount: number): PcmStore
  /** Runs render plans, alone or with other threads. */
  executor(kernels: Kernels): Executor
  /** There will soon be work for the executor. */
  warmUp(): void
  /** `value`, whose buffers go along with it and are nobody's here afterwards. */
  handOver<T>(value: T, buffers: readonly ArrayBufferLike[]): T
}

/** Files as the host has them. */
export interface FileHost<Source, Written> {
  openFile(file: Source): ByteSource
  /** The audio as a 24-bit WAV file. */
  writePlain(reader: PcmReader, kernels: Kernels, job: JobContext): Promise<Written>
  /** A finished master as a checked file. */
  exportTrack(
    track: { readonly source: PcmReader; readonly master: FinishedMaster | null },
    settings: DeliverySettings,
    services: RenderServices & Pick<OpenServices, 'timeout'>,
  ): Promise<Outcome<DeliveredFile<Written>>>
}
