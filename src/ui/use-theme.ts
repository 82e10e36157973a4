import { useSyncExternalStore } from 'react'

const QUERY = '(prefers-color-scheme: light)'

const watchSystem = (onChange: () => void): (() => void) => {
  const query = matchMedia(QUERY)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** The theme in force: the chosen one, or what the system prefers. */
export const useResolvedTheme = (chosen: 'system' | 'dark' | 'light'): 'dark' | 'light' => {
  const systemIsLight = useSyncExternalStore(watchSystem, () => matchMedia(QUERY).matches)
  if (chosen !== 'system') return chosen
  return systemIsLight ? 'light' : 'dark'
}
