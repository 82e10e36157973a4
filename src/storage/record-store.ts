/**
 * Small values by key, as they were put: what IndexedDB offers, and what a test can hold in a Map.
 * Rejects where the storage refuses (`QuotaExceededError`) or is gone.
 */
export interface RecordStore {
  readAll(): Promise<ReadonlyMap<string, unknown>>
  /** All changes or none; `undefined` deletes. The last writer of a key wins, also across tabs. */
  write(changes: ReadonlyMap<string, unknown>): Promise<void>
}
