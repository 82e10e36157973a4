import { type CallsWith, callsWith } from './calls'
import type { EngineHost } from './host'
import { createLocalEngine, type LocalEngine } from './local-engine'

/** What a job may be given where engine and caller are one thread. */
export interface InThreadOptions {
  /** `cancel` ends the job. */
  readonly onProgress?: (fraction: number, cancel: () => void) => void
}

/** An engine whose calls are methods, for callers in its own thread: Node, benchmarks, tests. */
export interface InThreadEngine<Source, Written>
  extends CallsWith<InThreadOptions, Source, Written>,
    Pick<LocalEngine<Source, Written>, 'close' | 'lend' | 'tracksLetGo'> {}

export const inThreadEngine = <Source, Written>(
  host: EngineHost<Source, Written>,
): InThreadEngine<Source, Written> => {
  const engine = createLocalEngine(host)
  let lastJob = 0
  const calls = callsWith<InThreadOptions, Source, Written>((name, args, { onProgress }) => {
    const job = ++lastJob
    return engine.run(job, name, args, (fraction) =>
      onProgress?.(fraction, () => engine.cancel(job)),
    )
  })
  return { ...calls, close: engine.close, lend: engine.lend, tracksLetGo: engine.tracksLetGo }
}
