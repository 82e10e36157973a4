import { proxy, transfer } from 'comlink'
import type { AudioMemory } from '../core/audio-memory'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmHandle } from '../core/pcm-store'
import type { TrackId } from '../core/track'
import {
  type Answer,
  type Args,
  type CallName,
  callsWith,
  type JobId,
  type Result,
} from '../engine/calls'
import type { Engine, EngineCalls, JobOptions } from './engine'
import type { Timers } from './heartbeat'
import { hasSimd } from './simd'
import { watchExit } from './worker-exit'
import { type SpawnedWorker, WorkerLink } from './worker-link'

/** A cancelled job answers at the end of its slice; one stuck in a codec is not waited for. */
const CANCEL_GRACE_MS = 1000

/** The engine over one worker, replaced when it is lost. */
export const createEngine = (): Engine => engineOver(spawnWorker, window, hasSimd())

const spawnWorker = (): SpawnedWorker => {
  const name = `engine-${Math.random().toString(36).slice(2)}`
  const worker = new Worker(new URL('../hosts/worker/engine.worker.ts', import.meta.url), {
    type: 'module',
    name,
  })
  return { worker, exitWatch: watchExit(name) }
}

/** For tests: any worker, any clock. */
export const engineOver = (spawn: () => SpawnedWorker, timers: Timers, simd: boolean): Engine => {
  const client = new EngineClient(spawn, timers, simd)
  const calls: EngineCalls = callsWith((name, args, options) => client.run(name, args, options))
  return {
    ...calls,
    share: (track) => client.share(track),
    listen: (track, port) => client.listen(track, port),
    close: (track) => client.close(track),
    setMemoryBudget: (bytes) => client.setMemoryBudget(bytes),
    memory: () => client.memory(),
    onLost: (listener) => client.onLost(listener),
    dispose: () => client.dispose(),
  }
}

class EngineClient {
  private readonly spawn: () => SpawnedWorker
  private readonly timers: Timers
  private readonly simd: boolean
  private readonly lostListeners = new Set<() => void>()
  private link: WorkerLink | null = null
  private lastJob: JobId = 0
  private memoryBudget: number | null = null

  constructor(spawn: () => SpawnedWorker, timers: Timers, simd: boolean) {
    this.spawn = spawn
    this.timers = timers
    this.simd = simd
  }

  async share(track: TrackId): Promise<PcmHandle | null> {
    if (!this.simd) return null
    const link = this.connect()
    const shared = await link.settle(link.port.share(track))
    return shared.ok ? shared.value : null
  }

  listen(track: TrackId, port: MessagePort): void {
    if (this.simd) void this.connect().port.listen(track, transfer(port, [port]))
  }

  close(track: TrackId): void {
    void this.link?.port.close(track)
  }

  setMemoryBudget(bytes: number | null): void {
    this.memoryBudget = bytes
    void this.link?.port.setMemoryBudget(bytes)
  }

  async memory(): Promise<AudioMemory | null> {
    if (!this.simd) return null
    const link = this.connect()
    const told = await link.settle(link.port.memory().then(ok))
    return told.ok ? told.value : null
  }

  onLost(listener: () => void): () => void {
    this.lostListeners.add(listener)
    return () => this.lostListeners.delete(listener)
  }

  dispose(): void {
    this.lostListeners.clear()
    this.link?.close()
    this.link = null
  }

  /**
   * One job over the boundary. An abort asks the worker to stop; a job that had already finished by then
   * answers with its result, so that page and worker never disagree about what is stored.
   */
  async run<Name extends CallName>(
    name: Name,
    args: Args<Name, File, Blob>,
    { signal, onProgress }: JobOptions,
  ): Promise<Answer<Name, File, Blob>> {
    if (!this.simd) return fail('simd-missing')
    if (signal.aborted) return fail('cancelled')
    const link = this.connect()
    const job = ++this.lastJob
    let running = true
    const progress = proxy((fraction: number) => {
      if (running && !signal.aborted) onProgress(fraction)
    })
    // Comlink's types lose which call it was.
    const asked = link.port.run(job, name, args, progress) as Promise<Answer<Name, File, Blob>>
    const answer = link.settle(asked)
    let grace: number | null = null
    let onAbort = () => {}
    const abandoned = new Promise<Outcome<Result<Name, File, Blob>>>((resolve) => {
      onAbort = () => {
        void link.port.cancel(job)
        grace = this.timers.setTimeout(() => resolve(fail('cancelled')), CANCEL_GRACE_MS)
      }
    })
    signal.addEventListener('abort', onAbort)
    const outcome = await Promise.race([answer, abandoned])
    signal.removeEventListener('abort', onAbort)
    running = false
    if (grace !== null) this.timers.clearTimeout(grace)
    return outcome
  }

  private connect(): WorkerLink {
    if (this.link) return this.link
    const link = new WorkerLink(this.spawn(), this.timers, (lost) => this.replace(lost))
    this.link = link
    if (this.memoryBudget !== null) void link.port.setMemoryBudget(this.memoryBudget)
    return link
  }

  private replace(lost: WorkerLink): void {
    this.link = null
    // One that never answered held nothing, and would most likely fail the same way for ever.
    if (!lost.hasAnswered) return
    this.connect()
    for (const listener of this.lostListeners) listener()
  }
}
