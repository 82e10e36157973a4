import { lazy, type PointerEvent, type ReactNode, Suspense, useRef } from 'react'
import { useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack, visibleJob } from '../../store/select'
import type { JobKind } from '../../store/studio-state'
import { setPlots, useStudio } from '../../store/studio-store'
import { formatNumber, formatTime } from '../../ui/format'
import { Progress } from '../../ui/progress'
import { Segments } from '../../ui/segments'
import { useFrame } from '../../ui/use-frame'
import './waveform.css'

const WaveformPlot = lazy(() => import('./waveform-plot'))

const VIEWS = [
  { value: 'waveform', label: 'Waveform' },
  { value: 'loudness', label: 'Loudness' },
] as const

/**
 * How does it look: both waveforms, or their loudness over time (`loudness`), and the playhead. A click or
 * drag seeks.
 */
export const WaveformPanel = ({ loudness }: { readonly loudness: ReactNode }) => {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const targetLufs = useStudio((state) => selectedRecipe(state)?.targetLufs ?? null)
  const view = useStudio(({ plots }) => plots.timeView)
  const headRef = useRef<HTMLDivElement>(null)
  const facts = track?.facts ?? null
  const durationSeconds = facts ? facts.lengthFrames / facts.sampleRate : 0

  const lastFraction = useRef(-1)
  useFrame(() => {
    const head = headRef.current
    if (!head || durationSeconds === 0) return
    const fraction = Math.min(1, session.positionSeconds() / durationSeconds)
    if (fraction === lastFraction.current) return
    lastFraction.current = fraction
    head.style.transform = `translateX(${fraction * 100}%)`
  })

  const seekTo = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    session.seek(fraction * durationSeconds)
  }

  return (
    <section className="waveform" aria-label="Waveform">
      <div className="legend">
        <Segments
          label="View"
          name="time-view"
          options={VIEWS}
          value={view}
          onChange={(timeView) => setPlots({ timeView })}
        />
        <span className="legend-item is-original">Original</span>
        <span className="legend-item is-master">Master</span>
        <span className="legend-item is-curve">
          {view === 'waveform' ? 'Short-term loudness' : 'Thin M · thick S · dash-dotted I'}
        </span>
        {targetLufs === null || view === 'loudness' ? null : (
          <span className="legend-target">Target {formatNumber(targetLufs, 1)}</span>
        )}
      </div>
      <div
        className="wave-area"
        onPointerDown={(event) => {
          if (event.button !== 0 || durationSeconds === 0) return
          // Captured, the press would never reach Cancel.
          if (event.target instanceof Element && event.target.closest('.wave-work')) return
          event.currentTarget.setPointerCapture(event.pointerId)
          seekTo(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event)
        }}
      >
        <Suspense fallback={null}>
          {view === 'loudness' ? (
            loudness
          ) : track?.peaks ? (
            <WaveformPlot track={track} durationSeconds={durationSeconds} targetLufs={targetLufs} />
          ) : null}
        </Suspense>
        {facts ? (
          <div className="playhead" ref={headRef} aria-hidden="true">
            <span />
          </div>
        ) : null}
        <div className="wave-work">
          <StageProgress kind="decoding" label="Decoding" />
          <StageProgress kind="analysing" label="Analysing" />
        </div>
      </div>
      {track && facts ? (
        <p className="visually-hidden">{textAlternative(track.name, durationSeconds)}</p>
      ) : null}
    </section>
  )
}

const textAlternative = (name: string, seconds: number): string =>
  `Waveform of ${name}, ${formatTime(seconds)} long. The measurements give its loudness and peaks; the Position slider moves through it.`

/** The stage's progress; the file is named, since the next one may be decoded while another is shown. */
const StageProgress = ({ kind, label }: { readonly kind: JobKind; readonly label: string }) => {
  const session = useSession()
  const job = useStudio(visibleJob(kind))
  const name = useStudio((state) => state.tracks.find(({ id }) => id === job?.trackId)?.name)
  if (!job) return null
  return (
    <Progress
      label={label}
      {...(name === undefined ? {} : { subject: name })}
      fraction={job.fraction}
      onCancel={() => session.cancel(job.trackId, kind)}
    />
  )
}
