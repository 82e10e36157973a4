import { useState } from 'react'
import type { TrackId } from '../../core/track'
import { useSession } from '../../session/use-session'

/** Copies an address that opens this page with the track's recipe; shows it where the browser lends no clipboard. */
export const RecipeLinkButton = ({ track }: { readonly track: TrackId | undefined }) => {
  const session = useSession()
  const [copied, setCopied] = useState(false)
  const [shown, setShown] = useState<string | null>(null)

  const copy = async (): Promise<void> => {
    const link = track === undefined ? null : await session.sharedRecipes.linkOf(track)
    if (link === null) return
    try {
      await navigator.clipboard.writeText(link)
      setCopied(true)
    } catch {
      setShown(link)
    }
  }

  if (shown !== null)
    return (
      <input
        className="export-link"
        aria-label="Link to this recipe"
        readOnly
        value={shown}
        ref={(input) => input?.select()}
      />
    )
  return (
    <button
      type="button"
      className="button small export-link"
      title="The settings of this track as an address; the audio stays here"
      disabled={track === undefined}
      onClick={() => void copy()}
    >
      {copied ? 'Link copied' : 'Copy link to this recipe'}
    </button>
  )
}
