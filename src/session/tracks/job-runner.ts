import type { JobOptions } from '../../client/engine'
import { fail, type Outcome } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import type { Studio } from '../../store/studio'
import type { JobKind } from '../../store/studio-state'

/** A file that takes the worker down twice is not tried a third time. */
export const MAXIMUM_LOSSES = 2

/** How a job ended. `superseded`: a newer one of its kind, or closing the track, made it pointless. */
export type JobEnd<T> = Outcome<T> | 'superseded'

export interface JobRunner {
  /** Runs one job; an older one of the same kind on the same track is aborted (latest wins). */
  run<T>(
    track: TrackId,
    kind: JobKind,
    work: (options: JobOptions) => Promise<Outcome<T>>,
  ): Promise<JobEnd<T>>
  /** Cancels as the user does: the job ends with `fail('cancelled')`. */
  cancel(track: TrackId, kind: JobKind): void
  /** Aborts every job of a track (or of all) and makes their ends `superseded`. */
  drop(track?: TrackId): void
}

/** Runs jobs of the engine, each shown in the studio while it lasts. */
export const createJobRunner = (studio: Studio): JobRunner => {
  const running = new Map<string, { readonly track: TrackId; readonly abort: AbortController }>()
  const keyOf = (track: TrackId, kind: JobKind): string => `${kind} ${track}`

  return {
    async run<T>(
      track: TrackId,
      kind: JobKind,
      work: (options: JobOptions) => Promise<Outcome<T>>,
    ): Promise<JobEnd<T>> {
      const key = keyOf(track, kind)
      const abort = new AbortController()
      const entry = { track, abort }
      running.get(key)?.abort.abort()
      running.set(key, entry)
      studio.setJob(track, kind, 0)
      const onProgress = (fraction: number): void => {
        if (running.get(key) === entry && !abort.signal.aborted)
          studio.setJob(track, kind, fraction)
      }
      let outcome: Outcome<T>
      try {
        outcome = await work({ signal: abort.signal, onProgress })
      } catch (error) {
        outcome = fail('internal', error instanceof Error ? error.message : String(error))
      }
      if (running.get(key) !== entry) return 'superseded'
      running.delete(key)
      studio.setJob(track, kind, null)
      return abort.signal.aborted ? fail('cancelled') : outcome
    },
    cancel(track, kind) {
      running.get(keyOf(track, kind))?.abort.abort()
    },
    drop(track) {
      for (const [key, entry] of running) {
        if (track !== undefined && entry.track !== track) continue
        running.delete(key)
        studio.setJob(entry.track, key.slice(0, key.indexOf(' ')) as JobKind, null)
        entry.abort.abort()
      }
    },
  }
}
