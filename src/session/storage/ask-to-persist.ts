import type { PreferenceStorage } from '../../storage/preferences'
import type { Studio } from '../../store/studio'

/** It was asked once: a browser that asks the person does not ask again because of us. */
const ASKED_KEY = 'trackmaster.asked-to-persist'

export const wasAsked = (preferences: PreferenceStorage | null): boolean => {
  try {
    return preferences?.getItem(ASKED_KEY) === 'yes'
  } catch {
    return false
  }
}

/**
 * Asks the browser not to clear what it keeps, once, when the first file has been stored: at the next press of a key or
 * button, for some browsers ask the person and want a gesture. Answers what ends the waiting.
 */
export const askToPersistOnceKept = (
  studio: Studio,
  storage: Pick<StorageManager, 'persist' | 'persisted'> | undefined,
  preferences: PreferenceStorage | null,
  gestures: EventTarget = window,
): (() => void) => {
  if (!storage || wasAsked(preferences)) return () => {}
  const ask = async (): Promise<void> => {
    end()
    try {
      preferences?.setItem(ASKED_KEY, 'yes')
      if (!(await storage.persisted())) await storage.persist()
    } catch {
      // Refused: the dialog "Storage" says how things stand.
    }
  }
  const onGesture = (): void => void ask()
  const stopFollowing = studio.subscribe((state, before) => {
    if (before.unsavedFiles === 0 || state.unsavedFiles > 0) return
    gestures.addEventListener('pointerup', onGesture)
    gestures.addEventListener('keyup', onGesture)
  })
  const end = (): void => {
    stopFollowing()
    gestures.removeEventListener('pointerup', onGesture)
    gestures.removeEventListener('keyup', onGesture)
  }
  return end
}
