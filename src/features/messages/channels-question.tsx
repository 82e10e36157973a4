import { CircleHelp } from 'lucide-react'
import type { ChannelChoice } from '../../core/channel-choice'
import { useSession } from '../../session/use-session'
import type { TrackState } from '../../store/tracks'
import { channelsQuestion } from '../../words/sentences'

const MOST_PAIRS = 4

/** Asks what becomes of more than two channels before the file is opened; nothing for any other track. */
export const ChannelsQuestion = ({ track }: { readonly track: TrackState }) => {
  const session = useSession()
  const { id, name, manyChannels } = track
  if (track.halted !== 'channels' || !manyChannels) return null
  const choose = (choice: ChannelChoice): void => session.tracks.chooseChannels(id, choice)
  const pairs = Array.from(
    { length: Math.min(MOST_PAIRS, Math.floor(manyChannels.count / 2)) },
    (_, pair) => 2 * pair,
  )
  return (
    <div className="message is-question" role="alert">
      <CircleHelp size={16} aria-hidden="true" />
      <p>{channelsQuestion(name, manyChannels)}</p>
      <span className="message-choices">
        {manyChannels.isPlaced && (
          <button
            type="button"
            className="button primary"
            onClick={() => choose({ kind: 'downmix' })}
          >
            Mix down to stereo
          </button>
        )}
        {pairs.map((left) => (
          <button
            key={left}
            type="button"
            className="button"
            onClick={() => choose({ kind: 'pair', left, right: left + 1 })}
          >
            {`Channels ${left + 1} and ${left + 2}`}
          </button>
        ))}
        <button type="button" className="button" onClick={() => session.tracks.close(id)}>
          Remove
        </button>
      </span>
    </div>
  )
}
