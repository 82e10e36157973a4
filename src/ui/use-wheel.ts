import { type RefObject, useEffect, useRef } from 'react'

/**
 * Lets the wheel move the focused input by a step up (1) or down (−1), in place of the page.
 * Not React's own listener: it is passive, and the page would scroll along.
 */
export const useWheel = (
  inputRef: RefObject<HTMLInputElement | null>,
  disabled: boolean,
  moveBy: (steps: number) => void,
): void => {
  const latestMoveBy = useRef(moveBy)
  latestMoveBy.current = moveBy
  useEffect(() => {
    const input = inputRef.current
    if (!input || disabled) return
    const onWheel = (event: WheelEvent): void => {
      if (document.activeElement !== input || event.deltaY === 0) return
      event.preventDefault()
      latestMoveBy.current(event.deltaY < 0 ? 1 : -1)
    }
    input.addEventListener('wheel', onWheel, { passive: false })
    return () => input.removeEventListener('wheel', onWheel)
  }, [inputRef, disabled])
}
