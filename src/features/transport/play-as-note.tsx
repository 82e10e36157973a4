import { Speaker } from 'lucide-react'
import { createAlbumDelivered } from '../../session/playback/album-delivered'
import { AS_DELIVERED, PLAY_AS, playedBy } from '../../session/playback/play-as'
import { useSession } from '../../session/use-session'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { playAsNote } from '../../words/playback-sentence'

const albumOf = createAlbumDelivered()

/** Says that something stands between the file and the ear, and takes it away. */
export const PlayAsNote = () => {
  const session = useSession()
  const playAs = useStudio((state) => state.playAs)
  const track = useStudio(selectedTrack)
  const tracks = useStudio((state) => state.tracks)
  const signal = useStudio((state) => (state.listenTo === 'original' ? 'original' : 'master'))
  if (playAs === AS_DELIVERED) return null
  const label = PLAY_AS.find(({ id }) => id === playAs)?.label ?? playAs
  const gainDb = track ? playedBy(playAs, track, albumOf(tracks), signal) : null
  return (
    <button
      type="button"
      className="button small solo-note"
      onClick={() => session.playback.setPlayAs(AS_DELIVERED)}
    >
      <Speaker size={14} aria-hidden="true" />
      {playAsNote(label, gainDb)} · as delivered
    </button>
  )
}
