import { useEffect } from 'react'
import type { Signal } from '../engine/protocol'
import type { Session } from '../session/session'
import { useSession } from '../session/use-session'

const SIGNAL_OF_KEY: Readonly<Record<string, Signal>> = {
  1: 'original',
  2: 'master',
  3: 'difference',
}

const TYPED_INTO =
  'input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]'
/** Space belongs to these when they have the focus. */
const PRESSED_BY_SPACE =
  'button, a, summary, input[type=checkbox], input[type=radio], [role=option]'

const act = (event: KeyboardEvent, session: Session): boolean => {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(TYPED_INTO) || target?.closest('dialog')) return false
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'z' || event.altKey) return false
    if (event.shiftKey) session.redo()
    else session.undo()
    return true
  }
  if (event.altKey) return false
  if (event.key === ' ') {
    if (event.repeat || target?.closest(PRESSED_BY_SPACE)) return false
    session.togglePlay()
    return true
  }
  const signal = SIGNAL_OF_KEY[event.key]
  if (!signal) return false
  session.listenTo(signal)
  return true
}

/** Keys of the whole page; a field that is typed into keeps all of its own. */
export const useShortcuts = (): void => {
  const session = useSession()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && act(event, session)) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [session])
}
