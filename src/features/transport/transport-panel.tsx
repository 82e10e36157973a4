import { Pause, Play, Repeat } from 'lucide-react'
import type { Output } from '../../monitor/page/player'
import { PLAY_AS, setsLevels } from '../../session/playback/play-as'
import { useSession } from '../../session/use-session'
import { heardReference, loopedId, selectedTrack } from '../../store/select'
import type { Heard, LoopRegion } from '../../store/studio-state'
import { useStudio } from '../../store/use-studio'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { formatTime } from '../../words/format'
import { Position } from './position'
import './transport.css'

const SIGNALS: readonly { readonly value: Heard; readonly label: string }[] = [
  { value: 'original', label: 'Original' },
  { value: 'master', label: 'Master' },
  { value: 'difference', label: 'Difference' },
  { value: 'reference', label: 'Reference' },
]

const OUTPUTS: readonly { readonly value: Output; readonly label: string }[] = [
  { value: 'stereo', label: 'Stereo' },
  { value: 'mono', label: 'Mono' },
  { value: 'side', label: 'Side' },
  { value: 'left', label: 'Left' },
  { value: 'right', label: 'Right' },
]

const PLAY_AS_OPTIONS = PLAY_AS.map(({ id, label }) => ({ value: id, label }))

/** How does it sound: play, where, and which of the two. */
export const TransportPanel = () => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const underruns = useStudio((state) => state.underruns)
  const loop = useStudio((state) => state.loop)
  const listenTo = useStudio((state) => state.listenTo)
  const output = useStudio((state) => state.output)
  const region = useStudio((state) => state.loopRegions[loopedId(state) ?? ''])
  const playAs = useStudio((state) => state.playAs)
  const matchLoudness = useStudio((state) => state.matchLoudness)
  const facts = useStudio((state) => selectedTrack(state)?.facts ?? null)
  const referenceSeconds = useStudio((state) => state.heardReferenceSeconds)
  const hasReferences = useStudio((state) => state.references.length > 0)
  const audible = useStudio((state) => heardReference(state)?.name ?? null)
  const album = useStudio((state) => state.albumHeard)
  const durationSeconds =
    album?.durationSeconds ??
    referenceSeconds ??
    (facts ? facts.lengthFrames / facts.sampleRate : 0)
  return (
    <section className="transport" aria-label="Transport" data-underruns={underruns}>
      <Position durationSeconds={durationSeconds} disabled={!facts} />
      <button
        type="button"
        className="play"
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        disabled={!facts}
        onClick={session.playback.togglePlay}
      >
        {playing ? (
          <Pause size={18} fill="currentColor" aria-hidden="true" />
        ) : (
          <Play size={18} fill="currentColor" aria-hidden="true" />
        )}
      </button>
      <label className={loop ? 'choice loop is-on' : 'choice loop'} title={loopTitle(region)}>
        <input
          type="checkbox"
          role="switch"
          aria-label="Loop"
          aria-checked={loop}
          checked={loop}
          onChange={(event) => session.playback.setLoop(event.target.checked)}
        />
        <Repeat size={15} aria-hidden="true" />
      </label>
      <div className="listen" role="radiogroup" aria-label="Listen to">
        {SIGNALS.filter(({ value }) => value !== 'reference' || hasReferences).map(
          ({ value, label }, index) => (
            <label
              key={value}
              className={`choice listen-choice is-${value}`}
              title={value === 'reference' ? referenceTitle(audible) : `Key ${index + 1}`}
            >
              <input
                type="radio"
                name="listen-to"
                value={value}
                checked={listenTo === value}
                disabled={value === 'reference' && audible === null}
                onChange={() => session.playback.listenTo(value)}
              />
              {label}
            </label>
          ),
        )}
      </div>
      <div className="output">
        <Select
          label="Output"
          options={OUTPUTS}
          value={output}
          onChange={(value) =>
            session.playback.setOutput(
              OUTPUTS.find((option) => option.value === value)?.value ?? 'stereo',
            )
          }
        />
        <Select
          label="Play as"
          options={PLAY_AS_OPTIONS}
          value={playAs}
          disabled={!session.playback.isLive}
          onChange={session.playback.setPlayAs}
        />
      </div>
      <Switch
        label="Match loudness"
        checked={matchLoudness}
        disabled={setsLevels(playAs)}
        onChange={session.playback.setMatchLoudness}
      />
    </section>
  )
}

const loopTitle = (region: LoopRegion | undefined): string =>
  region
    ? `Loop ${formatTime(region.startSeconds, true)} to ${formatTime(region.endSeconds, true)} (L); Shift+L: the whole track`
    : 'Loop the track (L); I and O set its start and end'

const referenceTitle = (name: string | null): string =>
  name === null
    ? 'This page has no audio of the reference: add its file again to hear it'
    : `${name}, with a position and a loop of its own (key 4)`
