import type { RecordStore } from './record-store'

/** A change settles this long before it is written … */
const SETTLE_MS = 400
/** … but a hand that never rests is not waited for longer than this. */
const LONGEST_WAIT_MS = 2000

export interface CoalescingWriter {
  /** Wants `value` under `key`; undefined deletes. The latest of a key wins, earlier ones are never written. */
  want(key: string, value: unknown): void
  /** Writes at once what waits; resolves when it is written or was refused. */
  flush(): Promise<void>
}

/** Debounced writes, one transaction at a time; refusals go to `onRefused`, and work goes on. */
export const coalescingWriter = (
  records: RecordStore,
  onRefused: (error: unknown) => void,
): CoalescingWriter => {
  let wanted = new Map<string, unknown>()
  let writing = Promise.resolve()
  let settle: ReturnType<typeof setTimeout> | undefined
  let latest: ReturnType<typeof setTimeout> | undefined

  const flush = (): Promise<void> => {
    clearTimeout(settle)
    clearTimeout(latest)
    settle = undefined
    latest = undefined
    writing = writing.then(async () => {
      if (wanted.size === 0) return
      const changes = wanted
      wanted = new Map()
      await records.write(changes).catch(onRefused)
    })
    return writing
  }

  return {
    want(key, value) {
      wanted.set(key, value)
      clearTimeout(settle)
      settle = setTimeout(flush, SETTLE_MS)
      latest ??= setTimeout(flush, LONGEST_WAIT_MS)
    },
    flush,
  }
}
