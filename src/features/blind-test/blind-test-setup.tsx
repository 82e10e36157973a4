import { useState } from 'react'
import type { BlindSource } from '../../session/playback/blind-testing'
import { useSession } from '../../session/use-session'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { Progress } from '../../ui/progress'
import { Select } from '../../ui/select'

export interface SourceOption {
  readonly value: BlindSource
  readonly label: string
}

const TRIAL_OPTIONS = [5, 8, 12, 16, 20].map((count) => ({
  value: String(count),
  label: `${count} trials`,
}))
const DEFAULT_TRIALS = '12'

export interface BlindTestSetupProps {
  readonly options: readonly SourceOption[]
  readonly pair: readonly [BlindSource, BlindSource]
  readonly isLive: boolean
  readonly onStart: (one: BlindSource, other: BlindSource, trials: number) => Promise<void>
  readonly onClose: () => void
}

/** What against what, how often, and how it goes. */
export const BlindTestSetup = (props: BlindTestSetupProps) => {
  const { options, pair, isLive, onStart, onClose } = props
  const session = useSession()
  const [one, setOne] = useState<BlindSource>(pair[0])
  const [other, setOther] = useState<BlindSource>(pair[1])
  const [trials, setTrials] = useState(DEFAULT_TRIALS)
  const track = useStudio(selectedTrack)
  const job = useStudio((state) =>
    state.jobs.find(({ kind, trackId }) => kind === 'mastering' && trackId === state.selectedId),
  )
  const known = (value: string): BlindSource =>
    options.find((option) => option.value === value)?.value ?? 'original'
  // Of one sound as a file there is an original and a master; a reference is a file of its own.
  const isVersions = [one, other].every((source) => source !== 'original' && source !== 'reference')
  const problem =
    one === other
      ? 'Choose two different sounds.'
      : isVersions && !isLive
        ? 'Versions cannot be switched while they play on this page: it is not served over https.'
        : ''
  return (
    <>
      <p>
        Can you hear the difference? Two sounds in hidden order, at equal loudness; X is one of
        them, drawn anew each time. Say which. The result comes at the end.
      </p>
      <div className="blind-grid">
        <Select
          label="One sound"
          options={options}
          value={one}
          onChange={(v) => setOne(known(v))}
        />
        <span aria-hidden="true">against</span>
        <Select
          label="Other sound"
          options={options}
          value={other}
          onChange={(value) => setOther(known(value))}
        />
        <Select label="Trials" options={TRIAL_OPTIONS} value={trials} onChange={setTrials} />
      </div>
      <div className="blind-note" aria-live="polite">
        {job && track ? (
          <Progress
            label="Mastering"
            fraction={job.fraction}
            onCancel={() => session.tracks.cancel(track.id, 'mastering')}
          />
        ) : (
          problem
        )}
      </div>
      <div className="blind-actions">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
        <button
          type="button"
          className="button primary"
          disabled={problem !== '' || job !== undefined}
          onClick={() => void onStart(one, other, Number(trials))}
        >
          Start
        </button>
      </div>
    </>
  )
}
