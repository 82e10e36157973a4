import { X } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { type LoopRegion, SHORTEST_LOOP_SECONDS } from '../../store/studio-state'
import { STEPS_OF_KEY } from '../../ui/keys'
import { formatTime } from '../../words/format'
import type { TimeWindow } from './time-window'
import './loop-mark.css'

export interface LoopMarkProps {
  readonly region: LoopRegion
  readonly window: TimeWindow
  readonly durationSeconds: number
  /** Is it repeated, or only kept? */
  readonly on: boolean
  readonly onChange: (region: LoopRegion | null) => void
}

const STEP_SECONDS = 0.1

/** The stretch that repeats, with an edge to drag at each end. */
export const LoopMark = (props: LoopMarkProps) => {
  const { region, window, durationSeconds, on, onChange } = props
  const { startSeconds, endSeconds } = region
  const span = window.to - window.from
  const place = (seconds: number): number =>
    Math.min(1, Math.max(0, (seconds - window.from) / span)) * 100

  const move = (which: 'start' | 'end', seconds: number): void =>
    onChange(
      which === 'start'
        ? {
            startSeconds: Math.max(0, Math.min(seconds, endSeconds - SHORTEST_LOOP_SECONDS)),
            endSeconds,
          }
        : {
            startSeconds,
            endSeconds: Math.min(
              durationSeconds,
              Math.max(seconds, startSeconds + SHORTEST_LOOP_SECONDS),
            ),
          },
    )

  const edge = (which: 'start' | 'end', seconds: number) => (
    <span
      className={`loop-edge is-${which}`}
      role="slider"
      tabIndex={0}
      aria-label={which === 'start' ? 'Loop start' : 'Loop end'}
      aria-valuemin={0}
      aria-valuemax={durationSeconds}
      aria-valuenow={seconds}
      aria-valuetext={formatTime(seconds, true)}
      hidden={seconds < window.from || seconds > window.to}
      onPointerDown={(event) => {
        event.stopPropagation()
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event: PointerEvent<HTMLElement>) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        event.stopPropagation()
        const box = event.currentTarget.closest('.wave-area')?.getBoundingClientRect()
        if (box) move(which, window.from + ((event.clientX - box.left) / box.width) * span)
      }}
      onPointerUp={(event) => event.stopPropagation()}
      onKeyDown={(event: KeyboardEvent) => {
        const step = STEPS_OF_KEY[event.key]
        if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        move(which, seconds + step * STEP_SECONDS)
      }}
    />
  )

  return (
    <div
      className={on ? 'loop-region is-on' : 'loop-region'}
      style={{ left: `${place(startSeconds)}%`, right: `${100 - place(endSeconds)}%` }}
      hidden={endSeconds < window.from || startSeconds > window.to}
    >
      {edge('start', startSeconds)}
      {edge('end', endSeconds)}
      <button
        type="button"
        className="loop-clear"
        aria-label="Clear loop region"
        title="Clear loop region"
        onPointerDown={(event) => event.stopPropagation()}
        onPointerUp={(event) => event.stopPropagation()}
        onClick={() => onChange(null)}
      >
        <X size={11} aria-hidden="true" />
      </button>
    </div>
  )
}
