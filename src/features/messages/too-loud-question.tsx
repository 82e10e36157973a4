import { TriangleAlert } from 'lucide-react'
import { useSession } from '../../session/use-session'
import type { TrackState } from '../../store/tracks'
import { remarkSentence } from '../../words/sentences'

/** Asks before anything is done with audio beyond what music can be; nothing for any other track. */
export const TooLoudQuestion = ({ track }: { readonly track: TrackState }) => {
  const session = useSession()
  const { facts } = track
  const remark = facts?.remarks.find(({ kind }) => kind === 'far-too-loud')
  if (track.halted !== 'too-loud' || !facts || !remark) return null
  return (
    <div className="message is-error" role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <p>{remarkSentence(remark, facts)}</p>
      <button
        type="button"
        className="button"
        onClick={() => void session.tracks.analyseAgain(track.id)}
      >
        Scale to 0 dBFS
      </button>
      <button type="button" className="button" onClick={() => session.tracks.close(track.id)}>
        Remove
      </button>
    </div>
  )
}
