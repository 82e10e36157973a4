import { type Endpoint, type Remote, releaseProxy, wrap } from 'comlink'
import { fail, type Outcome } from '../core/outcome'
import type { EnginePort } from './engine-port'
import { Heartbeat, type Timers } from './heartbeat'
import type { ExitWatch } from './worker-exit'

/** The part of a Worker that the client uses. */
export interface EngineWorker extends Endpoint {
  terminate(): void
}

/** A fresh worker, and how to learn of its end. */
export interface SpawnedWorker {
  readonly worker: EngineWorker
  readonly exitWatch: ExitWatch
}

/** One running worker: its calls, and the watch over its life. Every call settles, whatever happens. */
export class WorkerLink {
  readonly port: Remote<EnginePort>
  /** The worker has answered at least once: it did start. */
  hasAnswered = false
  private readonly worker: EngineWorker
  private readonly heartbeat: Heartbeat
  private readonly pending = new Set<(outcome: Outcome<never>) => void>()
  private readonly onLost: (link: WorkerLink) => void
  private stopWatching = () => {}
  private open = true

  constructor(
    { worker, exitWatch }: SpawnedWorker,
    timers: Timers,
    onLost: (link: WorkerLink) => void,
  ) {
    this.worker = worker
    this.onLost = onLost
    this.port = wrap<EnginePort>(worker)
    this.heartbeat = new Heartbeat(
      () => this.ping(),
      () => this.discard(),
      timers,
    )
    worker.addEventListener('error', this.discard)
    worker.addEventListener('messageerror', this.discard)
    void this.ping().then(() => {
      if (this.open) this.stopWatching = exitWatch(this.discard)
    })
  }

  /** The answer to a call; a failure when it throws (a bug) or when the worker is lost. */
  settle<T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> {
    return new Promise((resolve) => {
      const finish = (outcome: Outcome<T>) => {
        if (!this.pending.delete(finish)) return
        if (this.pending.size === 0) this.heartbeat.stop()
        resolve(outcome)
      }
      this.pending.add(finish)
      this.heartbeat.start()
      answer.then(
        (outcome) => {
          this.hasAnswered = true
          finish(outcome)
        },
        (error: unknown) => finish(fail('internal', String(error))),
      )
    })
  }

  /** Ends the worker in good order. */
  close(): void {
    if (!this.open) return
    this.port[releaseProxy]()
    this.end(fail('cancelled'))
  }

  private async ping(): Promise<void> {
    await this.port.ping()
    this.hasAnswered = true
  }

  private readonly discard = (): void => {
    if (!this.open) return
    this.end(fail('worker-lost'))
    this.onLost(this)
  }

  private end(outcome: Outcome<never>): void {
    this.open = false
    this.heartbeat.stop()
    this.stopWatching()
    this.worker.removeEventListener('error', this.discard)
    this.worker.removeEventListener('messageerror', this.discard)
    this.worker.terminate()
    for (const finish of [...this.pending]) finish(outcome)
  }
}
