import type { TrackId } from '../../core/track'
import { queueStorage, readQueue, writeQueue } from '../../storage/queue-record'
import type { Studio } from '../../store/studio'
import type { BatchActions } from './batch'

export interface CutShort {
  /** Opens the queue's tracks as they were, and goes on where it was. */
  goOn(): Promise<void>
  forget(): void
}

/** What a reload cut short is offered once; masters that were finished are not made again. */
export const createCutShort = (
  studio: Studio,
  batch: () => Promise<BatchActions>,
  restore: (ids: readonly TrackId[]) => Promise<void>,
): CutShort => {
  const storage = queueStorage()
  const record = readQueue(storage)
  if (record) {
    const left = record.rows.filter(({ state }) => state.status === 'waiting').length
    studio.setState({ cutShort: { left, of: record.rows.length } })
  }
  return {
    async goOn() {
      if (!record) return
      const actions = await batch()
      await actions.goOn(record, () => restore(record.rows.map(({ id }) => id)))
    },
    forget() {
      writeQueue(storage, null)
      studio.setState({ cutShort: null })
    },
  }
}
