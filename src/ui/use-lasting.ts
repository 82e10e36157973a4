import { useEffect, useState } from 'react'

/** What is over sooner than this is not worth a look. */
const BRIEF_MS = 300

/** `value` once there has been one for a third of a second on end; undefined until then. */
export const useLasting = <T>(value: T | undefined): T | undefined => {
  const [lasts, setLasts] = useState(false)
  const isThere = value !== undefined
  useEffect(() => {
    if (!isThere) return
    const timer = setTimeout(() => setLasts(true), BRIEF_MS)
    return () => {
      clearTimeout(timer)
      setLasts(false)
    }
  }, [isThere])
  return lasts ? value : undefined
}
