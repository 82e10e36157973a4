import { useEffect, useRef } from 'react'

/**
 * For what moves without React: calls back at the next animation frame after each render and each wake, and at every
 * frame for as long as the callback answers true. Nothing is scheduled while nothing moves.
 * `onWake` subscribes to what makes it move, and answers what ends that; the same function at every render.
 */
export const useFrame = (
  callback: () => boolean,
  onWake: (wake: () => void) => () => void,
): void => {
  const latest = useRef(callback)
  const wake = useRef(() => {})

  useEffect(() => {
    let handle = 0
    const frame = (): void => {
      handle = 0
      if (latest.current()) request()
    }
    const request = (): void => {
      handle ||= requestAnimationFrame(frame)
    }
    wake.current = request
    const stop = onWake(request)
    return () => {
      wake.current = () => {}
      stop()
      cancelAnimationFrame(handle)
    }
  }, [onWake])

  useEffect(() => {
    latest.current = callback
    wake.current()
  })
}
