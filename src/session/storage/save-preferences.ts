import {
  PREFERENCE_KEYS,
  type PreferenceStorage,
  readPreferences,
  writePreference,
} from '../../storage/preferences'
import type { Studio } from '../../store/studio'

/** Takes up the stored preferences, and stores each as it changes. Call before the first paint. */
export const savePreferences = (
  studio: Studio,
  storage: PreferenceStorage | null,
): (() => void) => {
  if (!storage) return () => {}
  studio.setState(readPreferences(storage))
  return studio.subscribe((state, before) => {
    for (const key of PREFERENCE_KEYS)
      if (state[key] !== before[key]) writePreference(storage, key, state[key])
  })
}
