import type { AudioStore } from '../audio-store'
import type { PageLife } from '../page-life'
import type { RecordStore } from '../record-store'

/** Records in a Map; `refuse` makes the next writes fail. Every transaction is counted. */
export class MemoryRecords implements RecordStore {
  readonly values = new Map<string, unknown>()
  readonly transactions: ReadonlyMap<string, unknown>[] = []
  refuse: Error | null = null

  readAll() {
    return Promise.resolve(new Map(this.values))
  }

  async write(changes: ReadonlyMap<string, unknown>) {
    if (this.refuse) throw this.refuse
    this.transactions.push(changes)
    for (const [key, value] of changes) {
      if (value === undefined) this.values.delete(key)
      // As a database does: what is stored shares nothing with what was given.
      else this.values.set(key, structuredClone(value))
    }
  }
}

/** Files in a Map, up to a quota. */
export class MemoryAudio implements AudioStore {
  readonly files = new Map<string, File>()
  quotaBytes = Number.POSITIVE_INFINITY

  async put(id: string, file: File): Promise<'stored' | 'too-large'> {
    const usedBytes = [...this.files.values()].reduce((sum, { size }) => sum + size, 0)
    if (usedBytes + file.size > this.quotaBytes)
      throw new DOMException('no room', 'QuotaExceededError')
    this.files.set(id, file)
    return 'stored'
  }

  async get(id: string, name: string) {
    const file = this.files.get(id)
    return file ? new File([file], name) : null
  }

  async remove(id: string) {
    this.files.delete(id)
  }

  async sizes() {
    return new Map([...this.files].map(([id, { size }]) => [id, size]))
  }
}

/** A page among others that live until they are told to end. */
export const fakeLife = (pageId: string, living: Set<string> = new Set()): PageLife => ({
  pageId,
  others: () => Promise.resolve(new Set([...living].filter((id) => id !== pageId))),
  ended: () => new Promise<never>(() => {}),
})
