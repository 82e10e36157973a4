import { useEffect, useRef } from 'react'

/** Calls back once per animation frame while mounted: for what moves without React. */
export const useFrame = (callback: () => void): void => {
  const latest = useRef(callback)
  latest.current = callback
  useEffect(() => {
    let handle = requestAnimationFrame(function tick() {
      latest.current()
      handle = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(handle)
  }, [])
}
