import { ZoomIn, ZoomOut } from 'lucide-react'
import { type PointerEvent, type ReactNode, Suspense, useRef, useState } from 'react'
import { useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack, visibleJob } from '../../store/select'
import { type JobKind, type LoopRegion, SHORTEST_LOOP_SECONDS } from '../../store/studio-state'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'
import { Progress } from '../../ui/progress'
import { Segments } from '../../ui/segments'
import { useFrame } from '../../ui/use-frame'
import { formatNumber } from '../../words/format'
import { DamageStrip } from './damage-strip'
import { FindingMarks } from './finding-marks'
import { LoopMark } from './loop-mark'
import { Overview } from './overview'
import SectionStrip from './section-strip'
import { snapRegion } from './snap-region'
import { useZoom } from './use-zoom'
import { WaveformPlot } from './waveform-plot'
import './waveform.css'

/** An edge of a loop this near to a section's goes there. */
const SNAP_PIXELS = 7

/** A press that moves further than this is a drag. */
const DRAG_PIXELS = 5

const VIEWS = [
  { value: 'waveform', label: 'Waveform' },
  { value: 'loudness', label: 'Loudness' },
] as const

/**
 * How does it look: both waveforms, or their loudness over time (`loudness`, null where it stands elsewhere, with the sections), and the playhead.
 * A click seeks, dragging chooses what a loop repeats, the wheel zooms.
 */
export default function WaveformPanel({ loudness }: { readonly loudness: ReactNode }) {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const studio = useStudioStore()
  const track = useStudio(selectedTrack)
  const targetLufs = useStudio((state) => selectedRecipe(state)?.targetLufs ?? null)
  const timeView = useStudio(({ plots }) => plots.timeView)
  const view = loudness === null ? 'waveform' : timeView
  const loop = useStudio((state) => state.loop)
  const region = useStudio((state) =>
    state.selectedId === null ? undefined : state.loopRegions[state.selectedId],
  )
  const areaRef = useRef<HTMLDivElement>(null)
  const headRef = useRef<HTMLDivElement>(null)
  const facts = track?.facts ?? null
  const durationSeconds = facts ? facts.lengthFrames / facts.sampleRate : 0
  const zoom = useZoom(areaRef, track?.id ?? null, durationSeconds, view === 'waveform')
  const { window } = zoom

  const shown = useRef({ seconds: -1, window })
  useFrame(() => {
    const head = headRef.current
    if (!head || durationSeconds === 0) return playing
    const seconds = Math.min(durationSeconds, session.playback.trackSeconds())
    if (seconds === shown.current.seconds && window === shown.current.window) return playing
    // Only a playhead that moves turns the page: a look elsewhere is left alone.
    if (seconds !== shown.current.seconds && shown.current.seconds >= 0) zoom.follow(seconds)
    shown.current = { seconds, window }
    const fraction = (seconds - window.from) / (window.to - window.from)
    head.style.visibility = fraction < 0 || fraction > 1 ? 'hidden' : ''
    head.style.transform = `translateX(${fraction * 100}%)`
    return playing
  }, session.playback.onMove)

  const press = useRef<{ readonly x: number; readonly seconds: number } | null>(null)
  const [drawn, setDrawn] = useState<LoopRegion | null>(null)
  const secondsAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    return window.from + fraction * (window.to - window.from)
  }
  const released = (): void => {
    press.current = null
    setDrawn(null)
  }
  const shownRegion = drawn ?? region
  const sections = track?.sections?.sections ?? []
  const boundaries = [0, ...sections.map(({ endSeconds }) => endSeconds)]

  return (
    <section className="waveform" aria-label="Waveform">
      <div className="legend">
        <Segments
          label="View"
          name="time-view"
          options={VIEWS}
          value={view}
          onChange={(next) => studio.setPlots({ timeView: next })}
        />
        <span className="legend-item is-original">Original</span>
        <span className="legend-item is-master">Master</span>
        <span className="legend-item is-curve">
          {view === 'waveform' ? 'Short-term' : 'Thin M · thick S · dash-dotted I'}
        </span>
        {targetLufs === null || view === 'loudness' ? null : (
          <span className="legend-target">Target {formatNumber(targetLufs, 1)}</span>
        )}
        {view === 'waveform' ? (
          <span className="zoom">
            <IconButton
              label="Zoom out"
              title="Zoom out (wheel)"
              disabled={!facts || zoom.isWhole}
              onClick={() => zoom.by(1 / 2, session.playback.trackSeconds())}
              icon={ZoomOut}
              size={13}
              className="small"
            />
            <IconButton
              label="Zoom in"
              title="Zoom in (wheel)"
              disabled={!facts}
              onClick={() => zoom.by(2, session.playback.trackSeconds())}
              icon={ZoomIn}
              size={13}
              className="small"
            />
          </span>
        ) : null}
      </div>
      <div className="wave-stack">
        {loudness === null ? null : <SectionStrip />}
        {view === 'waveform' && track?.peaks ? (
          <Overview
            peaks={track.peaks}
            durationSeconds={durationSeconds}
            window={window}
            onMove={zoom.set}
          />
        ) : null}
        <div
          ref={areaRef}
          className="wave-area"
          onPointerDown={(event) => {
            if (event.button !== 0 || durationSeconds === 0) return
            // Captured, the press would never reach Cancel.
            if (event.target instanceof Element && event.target.closest('.wave-work')) return
            event.currentTarget.setPointerCapture(event.pointerId)
            press.current = { x: event.clientX, seconds: secondsAt(event) }
          }}
          onPointerMove={(event) => {
            const from = press.current
            if (!from) return
            if (!drawn && Math.abs(event.clientX - from.x) < DRAG_PIXELS) return
            const to = secondsAt(event)
            const { width } = event.currentTarget.getBoundingClientRect()
            const reachSeconds = (SNAP_PIXELS * (window.to - window.from)) / width
            const stretch = {
              startSeconds: Math.min(from.seconds, to),
              endSeconds: Math.max(from.seconds, to),
            }
            setDrawn(snapRegion(stretch, boundaries, reachSeconds))
          }}
          onPointerUp={() => {
            const at = press.current
            if (at && !drawn) session.playback.seekTrack(at.seconds)
            if (track && drawn && drawn.endSeconds - drawn.startSeconds >= SHORTEST_LOOP_SECONDS)
              session.playback.setLoopRegion(track.id, drawn)
            released()
          }}
          onPointerCancel={released}
        >
          <Suspense fallback={null}>
            {view === 'loudness' ? (
              loudness
            ) : track?.peaks ? (
              <WaveformPlot
                track={track}
                durationSeconds={durationSeconds}
                window={window}
                targetLufs={targetLufs}
              />
            ) : null}
          </Suspense>
          <DamageStrip window={window} />
          <FindingMarks window={window} />
          {track && shownRegion ? (
            <LoopMark
              region={shownRegion}
              window={window}
              durationSeconds={durationSeconds}
              on={loop || drawn !== null}
              onChange={(next) => session.playback.setLoopRegion(track.id, next)}
            />
          ) : null}
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
      </div>
    </section>
  )
}

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
      onCancel={() => session.tracks.cancel(job.trackId, kind)}
    />
  )
}
