import { parseWish } from '../chain/match'
import { parseDeliverySettings } from '../delivery/settings'
import {
  AUDIO_MEMORY_MIB,
  EMPTY_STUDIO,
  PERSISTS,
  type PreferenceKey,
  type RememberedWish,
  type StudioState,
} from '../store/studio-state'
import { parseReferences } from './reference-shelf'

/**
 * Preferences live in localStorage, one entry each: the theme must be known before the first paint,
 * which IndexedDB cannot promise, and one entry each lets the last writer of two tabs win per key.
 */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export type Preferences = Pick<StudioState, PreferenceKey>

/** The number is the schema's: entries of another one are not read. */
const PREFIX = 'trackmaster.1.'

type Parser<T> = (raw: unknown) => T | undefined

const flag: Parser<boolean> = (raw) => (typeof raw === 'boolean' ? raw : undefined)
const text: Parser<string> = (raw) => (typeof raw === 'string' ? raw : undefined)
const orNull =
  <T>(parse: Parser<T>): Parser<T | null> =>
  (raw) =>
    raw === null ? null : parse(raw)
/** Takes a record, so that the compiler misses an option that is not listed. */
const oneOf =
  <T extends string>(options: Readonly<Record<T, true>>): Parser<T> =>
  (raw) =>
    typeof raw === 'string' && Object.hasOwn(options, raw) ? (raw as T) : undefined
const oneOfNumbers =
  <T extends number>(...options: readonly T[]): Parser<T> =>
  (raw) =>
    options.find((option) => option === raw)
/** A part that is missing or not legal is its default. */
const shape =
  <T extends object>(
    parsers: { readonly [Key in keyof T]: Parser<T[Key]> },
    defaults: T,
  ): Parser<T> =>
  (raw) => {
    if (typeof raw !== 'object' || raw === null) return undefined
    const parts = (Object.keys(parsers) as (keyof T)[]).map((key) => {
      const value = parsers[key]((raw as Partial<Record<keyof T, unknown>>)[key])
      return [key, value === undefined ? defaults[key] : value]
    })
    return Object.fromEntries(parts)
  }

const parseRememberedWish: Parser<RememberedWish> = (raw) => {
  const wish = parseWish(raw)
  const { atMs } = (wish ? raw : {}) as { readonly atMs?: unknown }
  return wish && typeof atMs === 'number' ? { ...wish, atMs } : undefined
}

/** What each preference may be; anything else is as if it had never been stored. */
const PARSERS: { readonly [Key in PreferenceKey]: Parser<StudioState[Key]> } = {
  loop: flag,
  matchLoudness: flag,
  openModuleId: orNull(text),
  theme: oneOf({ system: true, dark: true, light: true }),
  letterKeys: flag,
  exportSettings: parseDeliverySettings,
  references: (raw) => parseReferences(raw),
  matchWish: orNull(parseRememberedWish),
  nameTemplate: text,
  audioMemoryMiB: orNull(oneOfNumbers(...AUDIO_MEMORY_MIB)),
  plots: shape<StudioState['plots']>(
    {
      timeView: oneOf({ waveform: true, loudness: true }),
      scope: oneOf({ spectrum: true, reduction: true, stereo: true }),
      thirdOctaves: flag,
      wholeReduction: flag,
      meterUnit: oneOf({ LU: true, LUFS: true }),
      meterScale: oneOfNumbers(9, 18),
    },
    EMPTY_STUDIO.plots,
  ),
}

/** The parts of the state that are stored as preferences. */
export const PREFERENCE_KEYS = (Object.keys(PERSISTS) as (keyof typeof PERSISTS)[]).filter(
  (key): key is PreferenceKey => PERSISTS[key] === 'preference',
)

/** This browser's storage for preferences; null where it is forbidden. */
export const preferenceStorage = (): PreferenceStorage | null => {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** The preferences that are stored and legal. */
export const readPreferences = (storage: PreferenceStorage): Partial<Preferences> =>
  Object.fromEntries(
    PREFERENCE_KEYS.flatMap((key) => {
      const value = readEntry(storage, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )

const readEntry = (storage: PreferenceStorage, key: PreferenceKey): unknown => {
  try {
    const entry = storage.getItem(PREFIX + key)
    return entry === null ? undefined : PARSERS[key](JSON.parse(entry))
  } catch {
    return undefined
  }
}

/** Stores one preference; a storage that refuses loses no more than this. */
export const writePreference = <Key extends PreferenceKey>(
  storage: PreferenceStorage,
  key: Key,
  value: StudioState[Key],
): void => {
  try {
    storage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Full or forbidden: the page goes on with the value that it has.
  }
}

/** Characters that the preferences take. */
export const preferenceSize = (storage: PreferenceStorage): number =>
  PREFERENCE_KEYS.reduce((sum, key) => {
    const entry = storage.getItem(PREFIX + key)
    return entry === null ? sum : sum + PREFIX.length + key.length + entry.length
  }, 0)

/** Forgets them all. */
export const clearPreferences = (storage: PreferenceStorage): void => {
  for (const key of PREFERENCE_KEYS) storage.removeItem(PREFIX + key)
}
