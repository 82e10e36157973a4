import { useSyncExternalStore } from 'react'

/** As in `narrow.css`: the desk's columns have no room side by side. */
const NARROW = '(max-width: 900px)'

const watch = (onChange: () => void): (() => void) => {
  const query = matchMedia(NARROW)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** Whether the window has room for one column only. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(watch, () => matchMedia(NARROW).matches)
