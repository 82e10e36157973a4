/** What long work gets from whoever runs it. Work never sees a clock, a signal or a thread. */
export interface JobContext {
  /** Progress of this stage, 0…1, monotonic; throttled by the receiver. */
  readonly report: (fraction: number) => void
  /**
   * Call between blocks. Yields to messages when the slice (≤ 40 ms) is used up;
   * throws {@link Cancelled} when the job was cancelled.
   */
  readonly checkpoint: () => Promise<void> | undefined
}

/** Thrown by `checkpoint`, caught only by the job loop, which answers `fail('cancelled')`. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled')
    this.name = 'Cancelled'
  }
}

/** A context for tests and scripts: never yields, never cancels, reports nowhere. */
export const detachedJob: JobContext = { report: () => {}, checkpoint: () => undefined }

/** The share [from, to] of a larger job, as a context of its own. */
export const portion = (job: JobContext, from: number, to: number): JobContext => ({
  report: (fraction) => job.report(from + (to - from) * fraction),
  checkpoint: job.checkpoint,
})
