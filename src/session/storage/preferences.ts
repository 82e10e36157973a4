import {
  PREFERENCE_KEYS,
  type PreferenceStorage,
  readPreferences,
  writePreference,
} from '../../storage/preferences'
import { useStudio } from '../../store/studio-store'

/** Takes up the stored preferences, and stores each as it changes. Call before the first paint. */
export const savePreferences = (storage: PreferenceStorage | null): (() => void) => {
  if (!storage) return () => {}
  useStudio.setState(readPreferences(storage))
  return useStudio.subscribe((state, before) => {
    for (const key of PREFERENCE_KEYS)
      if (state[key] !== before[key]) writePreference(storage, key, state[key])
  })
}
