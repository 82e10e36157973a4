import { useEffect, useRef, useState } from 'react'
import { keepOffline, type OfflineCopy, type OfflineState } from '../offline/offline-copy'
import { receiveFiles } from '../offline/received-files'
import { useSession } from '../session/use-session'
import { useStudioStore } from '../store/use-studio'
import { missingFilesSentence } from '../words/sentences'

/** Keeps the app in the browser once the page has come to rest, and opens files that reach it from outside. */
export const useOffline = (): { readonly state: OfflineState; readonly update: () => void } => {
  const session = useSession()
  const studio = useStudioStore()
  const [state, setState] = useState<OfflineState>('none')
  const copy = useRef<OfflineCopy | null>(null)
  useEffect(
    () =>
      receiveFiles(session.tracks.openFiles, (count) =>
        studio.notify('error', missingFilesSentence(count)),
      ),
    [session, studio],
  )
  useEffect(() => {
    const begin = (): void => {
      copy.current ??= keepOffline(setState)
    }
    // The first paint comes first: the copy is some megabytes.
    if (document.readyState === 'complete') begin()
    else addEventListener('load', begin, { once: true })
    return () => removeEventListener('load', begin)
  }, [])
  return { state, update: () => copy.current?.update() }
}
