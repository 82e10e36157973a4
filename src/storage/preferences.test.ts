import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_STUDIO, PERSISTS } from '../store/studio-state'
import {
  clearPreferences,
  PREFERENCE_KEYS,
  type PreferenceStorage,
  preferenceSize,
  readPreferences,
  writePreference,
} from './preferences'
import { textStorage } from './testing/text-storage'

const entries = new Map<string, string>()
const storage = textStorage(entries)

describe('preferences', () => {
  beforeEach(() => entries.clear())

  it('are what the store declares to be preferences', () => {
    const declared = Object.entries(PERSISTS).filter(([, how]) => how === 'preference')
    expect([...PREFERENCE_KEYS].sort()).toEqual(declared.map(([key]) => key).sort())
  })

  it.each(PREFERENCE_KEYS)('%s reads back as the store starts with it', (key) => {
    writePreference(storage, key, EMPTY_STUDIO[key])
    expect(readPreferences(storage)).toEqual({ [key]: EMPTY_STUDIO[key] })
  })

  it('read back as they were chosen', () => {
    writePreference(storage, 'theme', 'light')
    writePreference(storage, 'matchLoudness', false)
    writePreference(storage, 'openModuleId', 'limiter')
    writePreference(storage, 'plots', { ...EMPTY_STUDIO.plots, meterScale: 18 })
    expect(readPreferences(storage)).toEqual({
      theme: 'light',
      matchLoudness: false,
      openModuleId: 'limiter',
      plots: { ...EMPTY_STUDIO.plots, meterScale: 18 },
    })
  })

  it('that are not legal count as never stored; parts of a group that are not, as the default', () => {
    writePreference(storage, 'theme', 'light')
    for (const key of entries.keys()) entries.set(key, '"toString"')
    writePreference(storage, 'matchLoudness', 'yes' as unknown as boolean)
    writePreference(storage, 'exportSettings', {
      ...EMPTY_STUDIO.exportSettings,
      format: 'flac',
      dither: 'salt' as 'none',
      sampleRate: -1,
    })
    expect(readPreferences(storage)).toEqual({
      exportSettings: { ...EMPTY_STUDIO.exportSettings, format: 'flac' },
    })
    for (const key of entries.keys()) entries.set(key, '{cut off')
    expect(readPreferences(storage)).toEqual({})
  })

  it('survive a storage that refuses', () => {
    const refusing: PreferenceStorage = {
      ...storage,
      setItem() {
        throw new DOMException('no room', 'QuotaExceededError')
      },
    }
    expect(() => writePreference(refusing, 'theme', 'light')).not.toThrow()
  })

  it('have a size, and can be cleared without touching anything else', () => {
    entries.set('of somebody else', 'x')
    expect(preferenceSize(storage)).toBe(0)
    writePreference(storage, 'loop', true)
    expect(preferenceSize(storage)).toBe('trackmaster.1.loop'.length + 'true'.length)
    clearPreferences(storage)
    expect([...entries.keys()]).toEqual(['of somebody else'])
  })
})
