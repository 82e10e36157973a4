import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import {
  followWindow,
  isWhole,
  moveWindow,
  type TimeWindow,
  wholeTrack,
  zoomWindow,
} from './time-window'

export interface Zoom {
  readonly window: TimeWindow
  readonly isWhole: boolean
  set(window: TimeWindow): void
  /** Zooms around a moment. */
  by(factor: number, atSeconds: number): void
  /** Turns the page if the moment is not on it. */
  follow(seconds: number): void
}

const WHEEL_STEPS_PER_DOUBLING = 3
const PIXELS_PER_WHEEL_STEP = 100

/**
 * What part of a track is shown. The wheel over `area` zooms where the pointer is, sideways it pans.
 * Another track, or `enabled` off, shows all of it.
 */
export const useZoom = (
  area: RefObject<HTMLElement | null>,
  trackId: string | null,
  durationSeconds: number,
  enabled: boolean,
): Zoom => {
  const [held, setHeld] = useState<{ readonly key: string; readonly window: TimeWindow } | null>(
    null,
  )
  const key = `${trackId} ${durationSeconds}`
  const window = useMemo(
    () => (enabled && held?.key === key ? held.window : wholeTrack(durationSeconds)),
    [enabled, held, key, durationSeconds],
  )
  const latest = useRef({ window, key, durationSeconds, enabled })
  latest.current = { window, key, durationSeconds, enabled }

  const actions = useMemo(() => {
    const set = (next: TimeWindow): void => {
      const now = latest.current
      if (now.enabled && next !== now.window) setHeld({ key: now.key, window: next })
    }
    return {
      set,
      by(factor: number, atSeconds: number) {
        const now = latest.current
        const { from, to } = now.window
        const inside = atSeconds >= from && atSeconds <= to ? atSeconds : (from + to) / 2
        set(zoomWindow(now.window, factor, inside, now.durationSeconds))
      },
      follow(seconds: number) {
        const now = latest.current
        set(followWindow(now.window, seconds, now.durationSeconds))
      },
    }
  }, [])

  // React's wheel listener is passive: the page would scroll along.
  useEffect(() => {
    const element = area.current
    const onWheel = (event: WheelEvent): void => {
      const now = latest.current
      if (!now.enabled || now.durationSeconds === 0 || !element) return
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const span = now.window.to - now.window.from
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        const from = now.window.from + (sideways / box.width) * span
        actions.set(moveWindow(now.window, from, now.durationSeconds))
        return
      }
      const steps = -event.deltaY / PIXELS_PER_WHEEL_STEP
      const at = now.window.from + ((event.clientX - box.left) / box.width) * span
      actions.by(2 ** (steps / WHEEL_STEPS_PER_DOUBLING), at)
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [area, actions])

  return { window, isWhole: isWhole(window, durationSeconds), ...actions }
}
