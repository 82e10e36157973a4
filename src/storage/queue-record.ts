import { isRecord } from '../core/is-record'
import { type DeliverySettings, parseDeliverySettings } from '../delivery/settings'
import type { BatchRow, BatchRowState } from '../store/batch'
import { type BatchChoice, NO_CHOICE } from '../store/batch-choice'

/** What a reload must not lose of "Export all": plain data, but for the finished masters themselves. */
export interface QueueRecord {
  readonly rows: readonly BatchRow[]
  readonly settings: DeliverySettings
  /** For all files that have none of their own. */
  readonly choice: BatchChoice
  readonly to: 'zip' | 'folder'
}

/** The number is the schema's: an entry of another one is not read. */
const KEY = 'trackmaster.queue.2'

/**
 * A tab's own storage: it outlives a reload, and two tabs have two queues. Reading and writing take no time, so that
 * what was done is written when it is.
 */
export type QueueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** null where the browser forbids it. */
export const queueStorage = (): QueueStorage | null => {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

/** null: there is nothing to keep. What the browser refuses is not kept; work goes on. */
export const writeQueue = (storage: QueueStorage | null, record: QueueRecord | null): void => {
  try {
    if (record) storage?.setItem(KEY, JSON.stringify(record))
    else storage?.removeItem(KEY)
  } catch {
    // Full: the queue goes on without its memory.
  }
}

/** The queue that a reload cut short; null where there is none, or it cannot be read. Never throws. */
export const readQueue = (storage: QueueStorage | null): QueueRecord | null => {
  try {
    return parse(JSON.parse(storage?.getItem(KEY) ?? 'null'))
  } catch {
    return null
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const parseChoice = (raw: unknown): BatchChoice => {
  if (!isRecord(raw)) return NO_CHOICE
  return {
    destinationId: textOrNull(raw.destinationId),
    styleId: textOrNull(raw.styleId),
    approachId: textOrNull(raw.approachId),
  }
}

const parse = (raw: unknown): QueueRecord | null => {
  if (!isRecord(raw) || !Array.isArray(raw.rows)) return null
  const settings = parseDeliverySettings(raw.settings)
  if (!settings) return null
  return {
    rows: raw.rows.flatMap((row: unknown) => parseRow(row) ?? []),
    settings,
    choice: parseChoice(raw.choice),
    to: raw.to === 'folder' ? 'folder' : 'zip',
  }
}

const parseRow = (raw: unknown): BatchRow | null => {
  if (!isRecord(raw)) return null
  const { id, name, stem, sizeBytes, state } = raw
  if (typeof id !== 'string' || typeof name !== 'string' || typeof stem !== 'string') return null
  return {
    id,
    name,
    stem,
    sizeBytes: Number(sizeBytes) || 0,
    choice: parseChoice(raw.choice),
    state: parseState(state),
  }
}

/** Work in progress begins anew. */
const parseState = (raw: unknown): BatchRowState => {
  if (!isRecord(raw)) return { status: 'waiting' }
  if (raw.status === 'skipped') return { status: 'skipped' }
  if (raw.status === 'failed' && typeof raw.sentence === 'string')
    return { status: 'failed', sentence: raw.sentence }
  // Written by this page and by nobody else: a result that has a verdict and says what it was made into is one.
  if (raw.status === 'done' && isRecord(raw.result))
    if (isRecord(raw.result.verdict) && isRecord(raw.result.made))
      return raw as unknown as BatchRowState
  return { status: 'waiting' }
}
