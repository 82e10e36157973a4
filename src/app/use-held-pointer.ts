import { useEffect } from 'react'
import { useStudioStore } from '../store/use-studio'

/** Tells the store while a pointer is held down anywhere on the page: all that it drags is one step of the undo. */
export const useHeldPointer = (): void => {
  const studio = useStudioStore()
  useEffect(() => {
    const hold = (): void => studio.holdPointer(performance.now())
    const letGo = (): void => studio.holdPointer(null)
    addEventListener('pointerdown', hold, true)
    addEventListener('pointerup', letGo, true)
    addEventListener('pointercancel', letGo, true)
    return () => {
      removeEventListener('pointerdown', hold, true)
      removeEventListener('pointerup', letGo, true)
      removeEventListener('pointercancel', letGo, true)
    }
  }, [studio])
}
