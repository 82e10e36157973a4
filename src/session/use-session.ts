import { createContext, use } from 'react'
import type { Recipe } from '../chain/recipe'
import { assert } from '../core/assert'
import { useStudioStore } from '../store/use-studio'
import type { Session } from './session'

export const SessionContext = createContext<Session | null>(null)

/** The session of this page. */
export const useSession = (): Session => {
  const session = use(SessionContext)
  assert(session, 'useSession outside of the app')
  return session
}

/** Changes the selected track's recipe: see `Editing.edit`. Nothing is changed where none is selected. */
export const useEdit = (): ((key: string, change: (recipe: Recipe) => Recipe) => void) => {
  const { recipe } = useSession()
  const studio = useStudioStore()
  return (key, change) => {
    const { selectedId } = studio.getState()
    if (selectedId !== null) recipe.edit(selectedId, key, change)
  }
}
