import { Disc3 } from 'lucide-react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'

/** Says that the transport is the album's, and gives it back to the track. */
export const AlbumNote = () => {
  const session = useSession()
  const heard = useStudio((state) => state.albumHeard)
  if (!heard) return null
  return (
    <button
      type="button"
      className="button small solo-note"
      onClick={() => void session.album().then((actions) => actions.stopListening())}
    >
      <Disc3 size={14} aria-hidden="true" />
      The album plays · back to the track
    </button>
  )
}
