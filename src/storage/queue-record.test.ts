import { describe, expect, it } from 'vitest'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { NO_CHOICE } from '../store/batch-choice'
import { type QueueRecord, readQueue, writeQueue } from './queue-record'
import { textStorage } from './testing/text-storage'

const mapStorage = () => {
  const values = new Map<string, string>()
  return { values, ...textStorage(values) }
}

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
    const storage = mapStorage()
    writeQueue(storage, RECORD)
    const read = readQueue(storage)
    expect(read?.rows.map(({ state }) => state.status)).toEqual([
      'done',
      'failed',
      'waiting',
      'skipped',
    ])
    expect(read).toEqual({ ...RECORD, rows: read?.rows })
    expect(read?.rows.map(({ choice }) => choice)).toEqual(RECORD.rows.map(({ choice }) => choice))
    expect(read?.rows[0]?.state).toEqual(DONE)
    writeQueue(storage, null)
    expect(readQueue(storage)).toBeNull()
  })

  it('is none where the browser keeps none, or keeps something else', () => {
    expect(readQueue(null)).toBeNull()
    const storage = mapStorage()
    writeQueue(storage, RECORD)
    const [key = ''] = storage.values.keys()
    for (const text of ['{', '7', '{"rows":7}', '{"rows":[]}']) {
      storage.values.set(key, text)
      expect(readQueue(storage)).toBeNull()
    }
    storage.values.set(key, JSON.stringify({ ...RECORD, rows: [7, { id: 1 }, {}] }))
    expect(readQueue(storage)?.rows).toEqual([])
  })

  it('costs nothing but its memory where the storage is full', () => {
    const full = {
      ...mapStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => writeQueue(full, RECORD)).not.toThrow()
  })
})
