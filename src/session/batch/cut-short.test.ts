import { describe, expect, it, vi } from 'vitest'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { type QueueRecord, readQueues, writeQueue } from '../../storage/queue-record'
import { textStorage } from '../../storage/testing/text-storage'
import { NO_CHOICE } from '../../store/batch-choice'
import { createStudio } from '../../store/studio'
import type { BatchActions } from './batch'
import { createCutShort } from './cut-short'

const rowOf = (id: string) => ({
  id,
  name: `${id}.wav`,
  stem: id,
  sizeBytes: 1,
  choice: NO_CHOICE,
  state: { status: 'waiting' } as const,
})
const queueOf = (...ids: readonly string[]): QueueRecord => ({
  rows: ids.map(rowOf),
  settings: DEFAULT_DELIVERY,
  choice: NO_CHOICE,
  to: 'zip',
})
const savedOf = (id: string) => ({
  id,
  name: `${id}.wav`,
  audioBytes: 1,
  hasAudio: true,
  savedAtMs: 1,
})

const setUp = () => {
  const storage = textStorage()
  writeQueue(storage, 'trackmaster.queue.3.mine', queueOf('a', 'b'))
  const studio = createStudio()
  const restored: string[] = []
  const went: QueueRecord[] = []
  const actions = {
    goOn: async (record: QueueRecord, openTracks: () => Promise<void>) => {
      await openTracks()
      went.push(record)
    },
  } as Partial<BatchActions> as BatchActions
  const cutShort = createCutShort(
    studio,
    async () => actions,
    async (ids) => void restored.push(...ids),
    storage,
  )
  return { storage, studio, cutShort, restored, went }
}

describe('a queue that was cut short', () => {
  it('is offered with the tracks of the page that is gone, and not while another page lives with it', () => {
    const { studio } = setUp()
    expect(studio.getState().cutShort).toBeNull()
    studio.setState({ recoverable: [savedOf('x')] })
    expect(studio.getState().cutShort).toBeNull()
    studio.setState({ recoverable: [savedOf('x'), savedOf('b')] })
    expect(studio.getState().cutShort).toEqual({ left: 2, of: 2 })
  })

  it('goes on in its own place, so that a second crash finds it there', async () => {
    const { studio, cutShort, restored, went } = setUp()
    const fresh = cutShort.queueKey()
    expect(fresh).not.toBe('trackmaster.queue.3.mine')
    studio.setState({ recoverable: [savedOf('a')] })
    await cutShort.goOn()
    expect(restored).toEqual(['a', 'b'])
    expect(went).toHaveLength(1)
    expect(cutShort.queueKey()).toBe('trackmaster.queue.3.mine')
  })

  it('is forgotten when it is dismissed', () => {
    const { studio, cutShort, storage } = setUp()
    studio.setState({ recoverable: [savedOf('a')] })
    cutShort.forget()
    expect(studio.getState().cutShort).toBeNull()
    expect(readQueues(storage)).toEqual([])
    const listener = vi.fn()
    studio.subscribe(({ cutShort: offered }) => listener(offered))
    studio.setState({ recoverable: [savedOf('b')] })
    expect(listener).not.toHaveBeenCalledWith(expect.objectContaining({ of: 2 }))
  })
})
