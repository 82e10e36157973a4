import type { TrackId } from '../../core/track'
import {
  newQueueKey,
  type QueueRecord,
  queueStorage,
  readQueues,
  writeQueue,
} from '../../storage/queue-record'
import type { Studio } from '../../store/studio'
import type { BatchActions } from './batch'

export interface CutShort {
  /** Opens the queue's tracks as they were, and goes on where it was. */
  goOn(): Promise<void>
  forget(): void
  /** Where this page's queue is kept: one that it goes on with stays in its place. */
  queueKey(): string
  dispose(): void
}

/**
 * What a reload, a crash or a closed tab cut short is offered with the tracks that it was working on: those are offered
 * once the page that had them lives no more. Masters that were finished are not made again.
 */
export const createCutShort = (
  studio: Studio,
  batch: () => Promise<BatchActions>,
  restore: (ids: readonly TrackId[]) => Promise<void>,
  storage = queueStorage(),
): CutShort => {
  let key = newQueueKey()
  let found: readonly [key: string, QueueRecord] | null = null
  const look = (): void => {
    const ids = new Set(studio.getState().recoverable.map(({ id }) => id))
    found ??= readQueues(storage).find(([, { rows }]) => rows.some(({ id }) => ids.has(id))) ?? null
    if (!found) return
    const all = found[1].rows
    const left = all.filter(({ state }) => state.status === 'waiting').length
    studio.setState({ cutShort: { left, of: all.length } })
  }
  const stop = studio.subscribe(({ recoverable }, before) => {
    if (!found && recoverable !== before.recoverable && recoverable.length > 0) look()
  })
  const forget = (): void => {
    if (found) writeQueue(storage, found[0], null)
    found = null
    studio.setState({ cutShort: null })
  }
  return {
    async goOn() {
      if (!found) return
      const [kept, record] = found
      const actions = await batch()
      await actions.goOn(record, () => {
        key = kept
        return restore(record.rows.map(({ id }) => id))
      })
    },
    forget,
    queueKey: () => key,
    dispose: stop,
  }
}
