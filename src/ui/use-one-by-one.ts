import { startTransition, useEffect, useState } from 'react'

/** A frame's length: what was added last is laid out before the next comes. */
const NEXT_MS = 16

/**
 * How many of `count` heavy parts may be on the page by now: none at first, then one more at a time, so that
 * no single task of the main thread makes them all. Never fewer again, unless there are fewer.
 */
export const useOneByOne = (count: number): number => {
  const [made, setMade] = useState(0)
  useEffect(() => {
    if (made >= count) return
    const timer = setTimeout(() => startTransition(() => setMade(made + 1)), NEXT_MS)
    return () => clearTimeout(timer)
  }, [made, count])
  return Math.min(made, count)
}
