import { describe, expect, it } from 'vitest'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { NO_CHOICE } from '../store/batch-choice'
import { parseQueue, type QueueRecord, readQueues, writeQueue } from './queue-record'
import { textStorage } from './testing/text-storage'

const KEY = 'trackmaster.queue.3.a'
const DAY_MS = 86_400_000

const row = { name: 'a.wav', stem: 'a', sizeBytes: 10, choice: NO_CHOICE }
const DONE = {
  status: 'done',
  result: {
    fileName: 'a (master).wav',
    sizeBytes: 1,
    integratedLufs: null,
    truePeakDbtp: -1,
    verdict: { status: 'unmeasurable', reason: 'silent' },
    made: { destinationId: 'spotify', styleId: 'clean', approachId: 'open' },
  },
} as const

const RECORD: QueueRecord = {
  rows: [
    { ...row, id: '1', state: DONE },
    {
      ...row,
      id: '2',
      choice: { ...NO_CHOICE, styleId: 'warm' },
      state: { status: 'failed', sentence: 'No.' },
    },
    { ...row, id: '3', state: { status: 'working', stage: 'writing', fraction: 0.5 } },
    { ...row, id: '4', state: { status: 'skipped' } },
  ],
  settings: DEFAULT_DELIVERY,
  choice: { ...NO_CHOICE, destinationId: 'spotify', approachId: 'dense' },
  to: 'zip',
}

describe('the record of a queue', () => {
  it('is read as it was written; what was in work waits', () => {
    const storage = textStorage()
    writeQueue(storage, KEY, RECORD)
    const [[key, read] = []] = readQueues(storage)
    expect(key).toBe(KEY)
    expect(read?.rows.map(({ state }) => state.status)).toEqual([
      'done',
      'failed',
      'waiting',
      'skipped',
    ])
    expect(read).toEqual({ ...RECORD, rows: read?.rows })
    expect(read?.rows.map(({ choice }) => choice)).toEqual(RECORD.rows.map(({ choice }) => choice))
    expect(read?.rows[0]?.state).toEqual(DONE)
    writeQueue(storage, KEY, null)
    expect(readQueues(storage)).toEqual([])
  })

  it('stands beside those of other pages, the latest first', () => {
    const entries = new Map([['trackmaster.theme', '"dark"']])
    const storage = textStorage(entries)
    writeQueue(storage, KEY, RECORD, 5 * DAY_MS)
    writeQueue(storage, 'trackmaster.queue.3.b', { ...RECORD, to: 'folder' }, 6 * DAY_MS)
    const kept = readQueues(storage, 7 * DAY_MS)
    expect(kept.map(([key, { to }]) => [key, to])).toEqual([
      ['trackmaster.queue.3.b', 'folder'],
      [KEY, 'zip'],
    ])
    writeQueue(storage, KEY, null)
    expect(readQueues(storage, 7 * DAY_MS)).toHaveLength(1)
    expect(entries.has('trackmaster.theme')).toBe(true)
  })

  it('is none where the browser keeps none, or keeps something else; that, and what is very old, goes', () => {
    expect(readQueues(null)).toEqual([])
    const entries = new Map<string, string>()
    const storage = textStorage(entries)
    for (const text of ['{', '7', '{"rows":7}', '{"rows":[]}']) {
      entries.set(KEY, text)
      expect(readQueues(storage)).toEqual([])
      expect(entries.size).toBe(0)
    }
    writeQueue(storage, KEY, RECORD, 0)
    expect(readQueues(storage, 31 * DAY_MS)).toEqual([])
    expect(entries.size).toBe(0)
    const damaged = JSON.stringify({ ...RECORD, rows: [7, { id: 1 }, {}] })
    expect(parseQueue(damaged)?.record.rows).toEqual([])
  })

  it('costs nothing but its memory where the storage is full', () => {
    const full = {
      ...textStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => writeQueue(full, KEY, RECORD)).not.toThrow()
  })
})
