import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useRef } from 'react'
import type { Peaks } from '../../analysis/peaks'
import { STEPS_OF_KEY } from '../../ui/keys'
import type { Surface } from '../../ui/plots/surface'
import { usePlot } from '../../ui/plots/use-plot'
import { formatTime } from '../../words/format'
import { isWhole, moveWindow, type TimeWindow, wholeTrack } from './time-window'
import { Wave } from './wave'

export interface OverviewProps {
  readonly peaks: Peaks
  readonly durationSeconds: number
  readonly window: TimeWindow
  readonly onMove: (window: TimeWindow) => void
}

const STEP_SHARE = 0.1

/** The whole track, and the part of it that is shown below: drag it, or move it by arrow keys. */
export const Overview = ({ peaks, durationSeconds, window, onMove }: OverviewProps) => {
  const hostRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const grip = useRef(0)
  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, token, context } = surface
      if (isWhole(window, durationSeconds)) return false
      const left = (window.from / durationSeconds) * width
      const right = (window.to / durationSeconds) * width
      context.fillStyle = token('--text')
      context.globalAlpha = 0.12
      context.fillRect(left, 0, right - left, height)
      context.globalAlpha = 1
      context.strokeStyle = token('--text')
      context.lineWidth = 1
      context.strokeRect(left + 0.5, 0.5, Math.max(1, right - left - 1), height - 1)
      return false
    },
    [durationSeconds, window],
  )
  usePlot(hostRef, canvasRef, draw)
  const all = useMemo(() => wholeTrack(durationSeconds), [durationSeconds])

  const secondsAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return ((event.clientX - box.left) / Math.max(1, box.width)) * durationSeconds
  }
  const span = window.to - window.from
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS_OF_KEY[event.key]
    if (step !== undefined)
      onMove(moveWindow(window, window.from + step * STEP_SHARE * span, durationSeconds))
    else if (event.key === 'Home') onMove(moveWindow(window, 0, durationSeconds))
    else if (event.key === 'End') onMove(moveWindow(window, durationSeconds, durationSeconds))
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={hostRef}
      className="overview"
      role="slider"
      tabIndex={0}
      aria-label="Shown part"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationSeconds)}
      aria-valuenow={Math.round(window.from)}
      aria-valuetext={`${formatTime(window.from)} to ${formatTime(window.to)}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        const at = secondsAt(event)
        const inside = at >= window.from && at <= window.to
        grip.current = inside ? at - window.from : span / 2
        event.currentTarget.setPointerCapture(event.pointerId)
        onMove(moveWindow(window, at - grip.current, durationSeconds))
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          onMove(moveWindow(window, secondsAt(event) - grip.current, durationSeconds))
      }}
      onKeyDown={onKeyDown}
    >
      <div className="plot-behind" aria-hidden="true">
        <Wave peaks={peaks} window={all} durationSeconds={durationSeconds} colour="--line-strong" />
      </div>
      <span className="plot-canvas" aria-hidden="true">
        <canvas ref={canvasRef} />
      </span>
    </div>
  )
}
