import { describe, expect, it } from 'vitest'
import {
  type Batch,
  batchFraction,
  EMPTY_BATCH,
  nextRow,
  started,
  stopped,
  timeLeftMs,
  withDone,
  withMoved,
  withRetry,
  withRowState,
  withSkipped,
} from './batch'
import { NO_CHOICE } from './batch-choice'

const RESULT = {
  fileName: 'a.wav',
  sizeBytes: 1,
  integratedLufs: -14,
  truePeakDbtp: -1,
  verdict: { status: 'unmeasurable', reason: 'silent' },
  made: { destinationId: 'spotify', styleId: 'clean', approachId: 'open' },
} as const

const queue = (...names: readonly string[]): Batch =>
  started({
    ...EMPTY_BATCH,
    rows: names.map((id) => ({
      id,
      name: id,
      stem: id,
      sizeBytes: 100,
      choice: NO_CHOICE,
      state: { status: 'waiting' },
    })),
  })
const ids = ({ rows }: Batch) => rows.map(({ id }) => id).join('')
const states = ({ rows }: Batch) => rows.map(({ state }) => state.status)
const WORKING = { status: 'working', stage: 'mastering', fraction: 0.5 } as const

describe('the queue', () => {
  it('takes the first that waits, whatever was moved ahead of it', () => {
    const first = withDone(queue('a', 'b', 'c'), 'a', RESULT, 1)
    expect(nextRow(first)?.id).toBe('b')
    expect(nextRow(withMoved(first, 'c', -1))?.id).toBe('c')
  })

  it('moves rows within its ends', () => {
    expect(ids(withMoved(queue('a', 'b', 'c'), 'a', 1))).toBe('bac')
    expect(ids(withMoved(queue('a', 'b', 'c'), 'a', -1))).toBe('abc')
    expect(ids(withMoved(queue('a', 'b', 'c'), 'a', 9))).toBe('bca')
  })

  it('lets the file in work wait again when it stops', () => {
    const working = withRowState(queue('a', 'b'), 'a', WORKING)
    expect(stopped(working, 'paused')).toMatchObject({ phase: 'paused' })
    expect(states(stopped(working, 'paused'))).toEqual(['waiting', 'waiting'])
  })

  it('skips all but what is done, and tries again what failed or was skipped', () => {
    const done = withDone(queue('a', 'b'), 'a', RESULT, 1)
    expect(states(withSkipped(withSkipped(done, 'a'), 'b'))).toEqual(['done', 'skipped'])
    expect(states(withRetry(withRetry(withSkipped(done, 'b'), 'b'), 'a'))).toEqual([
      'done',
      'waiting',
    ])
  })

  it('reckons by the bytes of the sources how far it is, and what the rest takes', () => {
    const fresh = queue('a', 'b', 'c', 'd')
    expect(timeLeftMs(fresh)).toBeNull()
    const half = withRowState(withDone(fresh, 'a', RESULT, 1000), 'b', WORKING)
    expect(batchFraction(half)).toBeCloseTo(0.375, 12)
    expect(timeLeftMs(half)).toBeCloseTo(2500, 9)
    expect(batchFraction(withSkipped(withSkipped(half, 'c'), 'd'))).toBeCloseTo(0.75, 12)
  })
})
