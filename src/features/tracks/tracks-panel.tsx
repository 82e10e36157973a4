import type { KeyboardEvent } from 'react'
import { useSession } from '../../session/use-session'
import type { JobState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import { useStudio } from '../../store/use-studio'
import { FileButton } from '../../ui/file-button'
import { formatNumber, formatTime } from '../../words/format'
import { trackNames } from '../../words/track-names'
import { TrackTitle } from './track-title'
import './tracks.css'

export interface TracksPanelProps {
  readonly onExportAll: () => void
  readonly albumOpen: boolean
  readonly onAlbum: () => void
}

/** What have I got: every open file; the selected one drives the page. */
export const TracksPanel = ({ onExportAll, albumOpen, onAlbum }: TracksPanelProps) => {
  const session = useSession()
  const tracks = useStudio((state) => state.tracks)
  const names = trackNames(tracks)
  const selectedId = useStudio((state) => state.selectedId)

  const onKeyDown = (event: KeyboardEvent): void => {
    const index = tracks.findIndex((track) => track.id === selectedId)
    const target =
      event.key === 'ArrowDown'
        ? tracks[index + 1]
        : event.key === 'ArrowUp'
          ? tracks[index - 1]
          : event.key === 'Home'
            ? tracks[0]
            : event.key === 'End'
              ? tracks.at(-1)
              : undefined
    if (event.key === 'Delete' && selectedId !== null) session.tracks.close(selectedId)
    else if (target) session.tracks.select(target.id)
    else return
    event.preventDefault()
  }

  return (
    <section className="tracks" aria-label="Open files">
      <div className="tracks-head">
        <h2 className="panel-title">Tracks</h2>
        {tracks.length === 0 ? null : (
          <>
            <QueueNote />
            <button type="button" className="button small" onClick={onExportAll}>
              Export all…
            </button>
            <button
              type="button"
              className="button small"
              aria-expanded={albumOpen}
              onClick={onAlbum}
            >
              Album
            </button>
          </>
        )}
      </div>
      <div
        className="track-list"
        role="listbox"
        aria-label="Tracks"
        tabIndex={0}
        aria-activedescendant={selectedId === null ? undefined : `track-${selectedId}`}
        onKeyDown={onKeyDown}
      >
        {tracks.map((track) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the list box has the focus and the keys
          <div
            key={track.id}
            id={`track-${track.id}`}
            className="track"
            role="option"
            aria-label={names.get(track.id)?.fullName}
            aria-selected={track.id === selectedId}
            title={names.get(track.id)?.fullName}
            onClick={() => session.tracks.select(track.id)}
          >
            <TrackTitle track={track} label={names.get(track.id)?.label ?? track.name} />
            <span className="track-facts">
              <span>{durationOf(track)}</span>
              <StateText track={track} />
            </span>
          </div>
        ))}
      </div>
      {tracks.length === 0 ? (
        <p className="tracks-empty">Open files appear here.</p>
      ) : (
        <div className="tracks-open">
          <span className="tracks-hint">Drop mixes here or</span>
          <FileButton className="link" onFiles={session.tracks.openFiles} />
          <span className="tracks-private">Nothing leaves this page</span>
        </div>
      )}
    </section>
  )
}

/** How far "Export all" is: it goes on while its dialog is closed. */
const QueueNote = () => {
  const batch = useStudio((state) => state.batch)
  if (batch.phase === 'idle') return null
  const ended = batch.rows.filter(({ state }) => !['waiting', 'working'].includes(state.status))
  return (
    <span className="tracks-queue">
      {batch.phase === 'paused' ? 'paused' : `${ended.length} of ${batch.rows.length}`}
    </span>
  )
}

/** Of its own: the list is not made again at every step of a job. */
const StateText = ({ track }: { readonly track: TrackState }) => (
  <span>
    {useStudio(({ jobs }) => stateOf(track, jobs.filter((job) => job.trackId === track.id).at(-1)))}
  </span>
)

const durationOf = ({ facts }: TrackState): string =>
  facts ? formatTime(facts.lengthFrames / facts.sampleRate) : '–:––'

const stateOf = (track: TrackState, job: JobState | undefined): string => {
  if (job && !track.master) return `${job.kind} ${Math.round(job.fraction * 100)} %`
  const original = track.analysis?.loudness.integratedLufs
  const master = track.master?.analysis.loudness.integratedLufs
  if (original != null && master != null)
    return `${formatNumber(original, 1)} → ${formatNumber(master, 1)}`
  if (original != null) return formatNumber(original, 1)
  if (track.halted === 'too-loud') return 'too loud'
  if (track.halted === 'channels') return 'which channels?'
  if (track.halted) return 'cancelled'
  return track.facts ? 'not measurable' : 'waiting'
}
