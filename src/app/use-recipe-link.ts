import { useEffect } from 'react'
import { useSession } from '../session/use-session'

/** Takes the recipe that the page's address holds, now and whenever it changes. */
export const useRecipeLink = (): void => {
  const session = useSession()
  useEffect(() => {
    const take = (): void => void session.sharedRecipes.openLink(location.hash)
    take()
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [session])
}
