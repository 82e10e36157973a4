import { releaseProxy, transfer } from 'comlink'
import type { EnginePort } from '../../client/engine-port'
import { fail, ok } from '../../core/outcome'
import type { Kernels } from '../../dsp/kernels'
import type { OnProgress } from '../../engine/calls'
import type { LocalEngine } from '../../engine/local-engine'
import { serveMonitor } from '../../monitor/worker/monitor'
import type { EngineMemory } from './engine-memory'
import { yieldToMessages } from './yield-to-messages'

/** The engine as it is offered to the page; `ready` when this worker holds its liveness lock. */
export const enginePort = (
  engine: LocalEngine<File, Blob>,
  kernels: Promise<Kernels>,
  ready: Promise<void>,
  { setMemoryBudget, use }: Pick<EngineMemory, 'setMemoryBudget' | 'use'>,
): EnginePort => ({
  run: async (job, name, args, onProgress) => {
    try {
      return await engine.run(job, name, args, onProgress)
    } finally {
      releaseProgress(onProgress)
    }
  },
  cancel: (job) => engine.cancel(job),
  close: (track) => engine.close(track),
  share: async (track) => {
    const source = engine.lend(track)
    return source ? ok(source.handle()) : fail('track-gone', track)
  },
  listen: async (track, port) =>
    serveMonitor(port, {
      kernels: await kernels,
      original: () => engine.lend(track),
      later: (work) => void yieldToMessages().then(work),
    }),
  setMemoryBudget,
  // The budget depends on where audio may lie.
  memory: () => ready.then(() => ({ ...use(), tracksLetGo: engine.tracksLetGo() })),
  ping: () => ready,
})

/** Buffers go along with an answer that crosses to the page. */
export const handOver = <T>(value: T, buffers: readonly ArrayBufferLike[]): T =>
  transfer(value, buffers as ArrayBuffer[])

/** Over Comlink a callback is a proxy with a port of its own, to be closed when the job is done. */
const releaseProgress = (onProgress: OnProgress): void => {
  const proxied = onProgress as Partial<Record<typeof releaseProxy, () => void>>
  proxied[releaseProxy]?.()
}
