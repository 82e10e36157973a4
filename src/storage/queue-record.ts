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
const PREFIX = 'trackmaster.queue.3.'
/** Nobody goes on with a queue that was cut short so long ago. */
const OLDEST_MS = 30 * 86_400_000

/**
 * An entry for each page that works on a queue: it outlives a reload, a crash and a closed tab, and two tabs have two
 * queues. Reading and writing take no time, so that what was done is written when it is.
 */
export type QueueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** null where the browser forbids it. */
export const queueStorage = (): QueueStorage | null => {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** Of this page's queue. */
export const newQueueKey = (): string =>
  `${PREFIX}${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

/** null: there is nothing to keep. What the browser refuses is not kept; work goes on. */
export const writeQueue = (
  storage: QueueStorage | null,
  key: string,
  record: QueueRecord | null,
  nowMs = Date.now(),
): void => {
  try {
    if (record) storage?.setItem(key, JSON.stringify({ ...record, savedAtMs: nowMs }))
    else storage?.removeItem(key)
  } catch {
    // Full: the queue goes on without its memory.
  }
}

/** Every queue that is kept, by its key, the latest first; what is damaged or very old is deleted. Never throws. */
export const readQueues = (
  storage: QueueStorage | null,
  nowMs = Date.now(),
): readonly (readonly [key: string, QueueRecord])[] => {
  if (!storage) return []
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    const found = keys
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => {
        const kept = parseQueue(storage.getItem(key))
        if (kept && nowMs - kept.savedAtMs < OLDEST_MS) return [{ key, ...kept }]
        storage.removeItem(key)
        return []
      })
    return found
      .toSorted((a, b) => b.savedAtMs - a.savedAtMs)
      .map(({ key, record }) => [key, record] as const)
  } catch {
    return []
  }
}

/** A stored queue and when it was stored; null where the text is none. Never throws. */
export const parseQueue = (
  text: string | null,
): { readonly record: QueueRecord; readonly savedAtMs: number } | null => {
  try {
    const raw: unknown = JSON.parse(text ?? 'null')
    const record = parse(raw)
    return record && isRecord(raw) ? { record, savedAtMs: Number(raw.savedAtMs) || 0 } : null
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
