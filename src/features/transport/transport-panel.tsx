import { Pause, Play, Repeat } from 'lucide-react'
import type { Signal } from '../../engine/protocol'
import { useSession } from '../../session/use-session'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/studio-store'
import { Switch } from '../../ui/switch'
import { Position } from './position'
import './transport.css'

const SIGNALS: readonly { readonly value: Signal; readonly label: string }[] = [
  { value: 'original', label: 'Original' },
  { value: 'master', label: 'Master' },
  { value: 'difference', label: 'Difference' },
]

/** How does it sound: play, where, and which of the two. */
export const TransportPanel = () => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const loop = useStudio((state) => state.loop)
  const listenTo = useStudio((state) => state.listenTo)
  const matchLoudness = useStudio((state) => state.matchLoudness)
  const facts = useStudio((state) => selectedTrack(state)?.facts ?? null)
  const durationSeconds = facts ? facts.lengthFrames / facts.sampleRate : 0
  return (
    <section className="transport" aria-label="Transport">
      <Position durationSeconds={durationSeconds} disabled={!facts} />
      <button
        type="button"
        className="play"
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        disabled={!facts}
        onClick={session.togglePlay}
      >
        {playing ? (
          <Pause size={18} fill="currentColor" aria-hidden="true" />
        ) : (
          <Play size={18} fill="currentColor" aria-hidden="true" />
        )}
      </button>
      <label className={loop ? 'loop is-on' : 'loop'} title="Loop the track">
        <input
          type="checkbox"
          role="switch"
          aria-label="Loop"
          aria-checked={loop}
          checked={loop}
          onChange={(event) => session.setLoop(event.target.checked)}
        />
        <Repeat size={15} aria-hidden="true" />
        <span aria-hidden="true">Loop</span>
      </label>
      <div className="listen" role="radiogroup" aria-label="Listen to">
        {SIGNALS.map(({ value, label }, index) => (
          <label key={value} className={`listen-choice is-${value}`} title={`Key ${index + 1}`}>
            <input
              type="radio"
              name="listen-to"
              value={value}
              checked={listenTo === value}
              onChange={() => session.listenTo(value)}
            />
            {label}
          </label>
        ))}
      </div>
      <Switch label="Match loudness" checked={matchLoudness} onChange={session.setMatchLoudness} />
    </section>
  )
}
