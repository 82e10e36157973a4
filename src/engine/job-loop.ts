import { EncoderFailure } from '../core/encoder-failure'
import { Cancelled, type JobContext } from '../core/job'
import { fail, type Outcome } from '../core/outcome'
import type { JobId, OnProgress } from './calls'

/** Work between two looks at the messages; a block's overshoot keeps it under 40 ms. */
const SLICE_MS = 25
/** At most four progress messages a second, those of several jobs together: each has the page lay out and paint, which costs time and memory beside the work. */
const PROGRESS_MS = 250
/** Less progress than this is not told, nor worth a look at the clock: a browser's takes two microseconds, and work reports thousands of times a second. */
const LEAST_PROGRESS = 1 / 512

/** Injected: hosts differ in how a task lets messages in. */
export interface JobHost {
  /** Milliseconds, any origin. */
  now(): number
  yieldToMessages(): Promise<void>
}

interface Running {
  cancelled: boolean
  readonly stop: () => void
}

/**
 * Runs jobs cooperatively on one thread. A job's answer comes as soon as it is cancelled, even while
 * its work hangs in somebody else's promise; the work itself ends at its next checkpoint.
 */
export class JobLoop {
  private readonly host: JobHost
  private readonly running = new Map<JobId, Running>()
  private sliceStart = 0

  constructor(host: JobHost) {
    this.host = host
  }

  async run<T>(
    id: JobId,
    onProgress: OnProgress,
    work: (job: JobContext) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    let running: Running | undefined
    const cancelled = new Promise<Outcome<T>>((resolve) => {
      running = { cancelled: false, stop: () => resolve(fail('cancelled')) }
      this.running.set(id, running)
    })
    const job = { report: this.reporter(onProgress), checkpoint: () => this.checkpoint(running) }
    const ended = Promise.resolve(job).then(work).catch(failureOf)
    try {
      return await Promise.race([cancelled, ended])
    } finally {
      this.running.delete(id)
    }
  }

  /** Unknown or finished jobs are ignored. */
  cancel(id: JobId): void {
    const running = this.running.get(id)
    if (!running) return
    running.cancelled = true
    running.stop()
  }

  private checkpoint(running: Running | undefined): Promise<void> | undefined {
    if (running?.cancelled) throw new Cancelled()
    if (this.host.now() - this.sliceStart < SLICE_MS) return undefined
    return this.host.yieldToMessages().then(() => {
      this.sliceStart = this.host.now()
      if (running?.cancelled) throw new Cancelled()
    })
  }

  private tick(): number {
    return Math.floor(this.host.now() / PROGRESS_MS)
  }

  private reporter(onProgress: OnProgress): (fraction: number) => void {
    let highest = 0
    let last = -1
    return (fraction) => {
      if (fraction < highest + LEAST_PROGRESS) return
      const tick = this.tick()
      if (tick === last) return
      highest = Math.min(1, fraction)
      last = tick
      onProgress(highest)
    }
  }
}

/** Allocation fails as a RangeError in every engine; anything else unexpected is a bug. */
const failureOf = (error: unknown): Outcome<never> => {
  if (error instanceof Cancelled) return fail('cancelled')
  if (error instanceof EncoderFailure) return fail('encoder-failed', error.message)
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (error instanceof RangeError && /alloc|memory|array buffer/i.test(detail))
    return fail('out-of-memory', detail)
  return fail('internal', detail)
}
