import type { QueueStorage } from '../queue-record'

/** What localStorage does, for one test. */
export const textStorage = (entries = new Map<string, string>()): QueueStorage => ({
  getItem: (key) => entries.get(key) ?? null,
  setItem: (key, value) => void entries.set(key, value),
  removeItem: (key) => void entries.delete(key),
  key: (index) => [...entries.keys()][index] ?? null,
  get length() {
    return entries.size
  },
})
