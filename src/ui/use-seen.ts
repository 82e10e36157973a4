import { type RefCallback, useCallback } from 'react'

/** For an element: tells whether any of it is on the screen, now and whenever that changes. `tell` stays the same. */
export const useSeen = (tell: (isSeen: boolean) => void): RefCallback<Element> =>
  useCallback(
    (element) => {
      if (!element) return
      const observer = new IntersectionObserver((entries) =>
        tell(entries.at(-1)?.isIntersecting ?? false),
      )
      observer.observe(element)
      return () => {
        observer.disconnect()
        tell(false)
      }
    },
    [tell],
  )
