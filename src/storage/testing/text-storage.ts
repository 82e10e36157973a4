import type { PreferenceStorage } from '../preferences'

/** What localStorage does, for one test. */
export const textStorage = (entries = new Map<string, string>()): PreferenceStorage => ({
  getItem: (key) => entries.get(key) ?? null,
  setItem: (key, value) => void entries.set(key, value),
  removeItem: (key) => void entries.delete(key),
})
