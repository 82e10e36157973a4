import { proxy, type Remote, transfer } from 'comlink'
import type { Recipe } from '../chain/recipe'
import { fail, type Outcome } from '../core/outcome'
import type { PcmHandle } from '../core/pcm-store'
import type { StoredSignal, TrackId } from '../core/track'
import type { Engine, JobOptions } from '../engine/engine'
import type { EngineApi, ExportRequest, JobId, ListenRequest, OnProgress } from '../engine/protocol'
import type { Timers } from './heartbeat'
import { hasSimd } from './simd'
import { watchExit } from './worker-exit'
import { type SpawnedWorker, WorkerLink } from './worker-link'

/** A cancelled job answers at the end of its slice; one stuck in a codec is not waited for. */
const CANCEL_GRACE_MS = 1000

/** The engine over one worker, replaced when it is lost. */
export const createEngine = (): Engine => new EngineClient(spawnWorker, window, hasSimd())

const spawnWorker = (): SpawnedWorker => {
  const name = `engine-${Math.random().toString(36).slice(2)}`
  const worker = new Worker(new URL('../worker/engine.worker.ts', import.meta.url), {
    type: 'module',
    name,
  })
  return { worker, exitWatch: watchExit(name) }
}

/** For tests: any worker, any clock. */
export class EngineClient implements Engine {
  private readonly spawn: () => SpawnedWorker
  private readonly timers: Timers
  private readonly simd: boolean
  private readonly lostListeners = new Set<() => void>()
  private link: WorkerLink | null = null
  private lastJob: JobId = 0

  constructor(spawn: () => SpawnedWorker, timers: Timers, simd: boolean) {
    this.spawn = spawn
    this.timers = timers
    this.simd = simd
  }

  open(track: TrackId, file: File, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.open(job, track, file, progress))
  }

  analyse(track: TrackId, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.analyse(job, track, progress))
  }

  master(track: TrackId, recipe: Recipe, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.master(job, track, recipe, progress))
  }

  solve(track: TrackId, recipe: Recipe, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.solve(job, track, recipe, progress))
  }

  grade(track: TrackId, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.grade(job, track, progress))
  }

  spectrum(track: TrackId, signal: StoredSignal, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.spectrum(job, track, signal, progress))
  }

  export(track: TrackId, request: ExportRequest, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.export(job, track, request, progress))
  }

  listenFile(track: TrackId, request: ListenRequest, options: JobOptions) {
    return this.run(options, (api, job, progress) => api.listenFile(job, track, request, progress))
  }

  async share(track: TrackId): Promise<PcmHandle | null> {
    if (!this.simd) return null
    const link = this.connect()
    const shared = await link.settle(link.api.share(track))
    return shared.ok ? shared.value : null
  }

  listen(track: TrackId, port: MessagePort): void {
    if (this.simd) void this.connect().api.listen(track, transfer(port, [port]))
  }

  demo(options: JobOptions) {
    return this.run(options, (api, job, progress) => api.demo(job, progress))
  }

  close(track: TrackId): void {
    void this.link?.api.close(track)
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
  private async run<T>(
    { signal, onProgress }: JobOptions,
    start: (api: Remote<EngineApi>, job: JobId, progress: OnProgress) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    if (!this.simd) return fail('simd-missing')
    if (signal.aborted) return fail('cancelled')
    const link = this.connect()
    const job = ++this.lastJob
    let running = true
    const progress = proxy((fraction: number) => {
      if (running && !signal.aborted) onProgress(fraction)
    })
    const answer = link.settle<T>(start(link.api, job, progress))
    let grace: number | null = null
    let onAbort = () => {}
    const abandoned = new Promise<Outcome<T>>((resolve) => {
      onAbort = () => {
        void link.api.cancel(job)
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
    this.link ??= new WorkerLink(this.spawn(), this.timers, (link) => this.replace(link))
    return this.link
  }

  private replace(lost: WorkerLink): void {
    this.link = null
    // One that never answered held nothing, and would most likely fail the same way for ever.
    if (!lost.hasAnswered) return
    this.connect()
    for (const listener of this.lostListeners) listener()
  }
}
