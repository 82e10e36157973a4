import type { PcmStore } from '../core/pcm-store'
import type { TrackId } from '../core/track'
import { type Answer, type Args, type CallName, type JobId, type OnProgress, QUEUES } from './calls'
import type { EngineHost } from './host'
import { JobLoop } from './job-loop'
import { type Implementations, implementations, type Work } from './jobs'
import { SerialQueue } from './serial-queue'
import { TrackCache } from './track-cache'

/** The engine in its own thread. It knows the host only by {@link EngineHost}. */
export interface LocalEngine<Source, Written> {
  /** Never throws: expected failures, a cancel and bugs are answers. */
  run<Name extends CallName>(
    job: JobId,
    name: Name,
    args: Args<Name, Source, Written>,
    onProgress: OnProgress,
  ): Promise<Answer<Name, Source, Written>>
  /** The job answers at once; unknown or finished ones are ignored. */
  cancel(job: JobId): void
  close(track: TrackId): void
  /** A track's audio for a reader outside of jobs, of whose end nobody tells; null: not open. */
  lend(track: TrackId): PcmStore | null
  /** Of how many tracks a master, or what is upstream of it, was let go. */
  tracksLetGo(): number
}

/** One decode, one analysis, one render and one file at a time each; long ones shared as the host's executor does. */
export const createLocalEngine = <Source, Written>(
  host: EngineHost<Source, Written>,
): LocalEngine<Source, Written> => {
  const loop = new JobLoop(host)
  const cache = new TrackCache(host.mostRenderedBytes)
  const calls: Implementations<Source, Written> = implementations(host, cache)
  const queues = new Map(Object.values(QUEUES).map((name) => [name, new SerialQueue()]))
  return {
    run: (id, name, args, onProgress) =>
      loop.run(id, onProgress, (job) => {
        const queue = queues.get(QUEUES[name])
        if (!queue) throw new Error(`no queue for ${name}`)
        return queue.run(job, async () => {
          const work: Work = { job, kernels: await host.kernels }
          return calls[name](work, ...args)
        })
      }),
    cancel: (job) => loop.cancel(job),
    close: (track) => cache.drop(track),
    lend: (track) => cache.lend(track),
    tracksLetGo: () => cache.tracksLetGo,
  }
}
