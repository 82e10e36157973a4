import { useEffect } from 'react'
import { useSession } from '../session/use-session'
import { useStudioStore } from '../store/use-studio'
import { type DialogName, type ShortcutContext, shortcutFor } from './shortcuts'

/** What has keys of its own. */
const TYPED_INTO =
  'input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]'
/** … but nothing of its own to undo: a choice, and a number that is not being typed. */
const SETTLED = 'select, input[type=number]:not([data-draft])'
/** Space belongs to these when they have the focus. */
const PRESSED_BY_SPACE =
  'button, a, summary, input[type=checkbox], input[type=radio], [role=option]'

const act = (event: KeyboardEvent, context: ShortcutContext): boolean => {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('dialog')) return false
  const command = event.ctrlKey || event.metaKey
  if (target?.closest(TYPED_INTO) && !(command && target.closest(SETTLED))) return false
  if (event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.repeat || target?.closest(PRESSED_BY_SPACE)) return false
    context.session.playback.togglePlay()
    return true
  }
  const shortcut = shortcutFor(event, context.state.letterKeys)
  shortcut?.act(context)
  return shortcut !== undefined
}

/** Keys of the whole page; a field that is typed into, and a dialog, keep all of their own. */
export const useShortcuts = (open: (dialog: DialogName) => void): void => {
  const session = useSession()
  const studio = useStudioStore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const context = { session, open, state: studio.getState() }
      if (!event.defaultPrevented && act(event, context)) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [session, studio, open])
}
