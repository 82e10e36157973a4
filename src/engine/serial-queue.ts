import type { JobContext } from '../core/job'

/** Lets one job at a time through, in the order they came: ten dropped files decode one by one. */
export class SerialQueue {
  private tail: Promise<unknown> = Promise.resolve()

  /** Waits for its turn; a job cancelled meanwhile throws `Cancelled` instead of working. */
  run<T>(job: JobContext, work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(async () => {
      await job.checkpoint()
      return work()
    })
    this.tail = turn.catch(() => {})
    return turn
  }
}
