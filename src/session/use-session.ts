import { createContext, use } from 'react'
import { assert } from '../core/assert'
import type { Session } from './session'

export const SessionContext = createContext<Session | null>(null)

/** The session of this page. */
export const useSession = (): Session => {
  const session = use(SessionContext)
  assert(session, 'useSession outside of the app')
  return session
}
