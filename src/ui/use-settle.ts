import { type RefObject, useEffect, useMemo, useRef } from 'react'

/** The wheel has no end of its own: it has let go when it rested this long. */
const WHEEL_RESTS_MS = 300

export interface Settle {
  now(): void
  soon(): void
}

/** Tells `onSettle` when an input was let go; also where something else than a hand changed it. */
export const useSettle = (
  inputRef: RefObject<HTMLInputElement | null>,
  onSettle: (() => void) | undefined,
): Settle => {
  const latest = useRef(onSettle)
  latest.current = onSettle
  const settle = useMemo((): Settle & { readonly stop: () => void } => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = (): void => clearTimeout(timer)
    const now = (): void => {
      stop()
      latest.current?.()
    }
    const soon = (): void => {
      stop()
      timer = setTimeout(now, WHEEL_RESTS_MS)
    }
    return { now, soon, stop }
  }, [])
  useEffect(() => {
    const input = inputRef.current
    // React's own change is the native input event; this is the native change, at its end.
    input?.addEventListener('change', settle.now)
    return () => {
      settle.stop()
      input?.removeEventListener('change', settle.now)
    }
  }, [inputRef, settle])
  return settle
}
