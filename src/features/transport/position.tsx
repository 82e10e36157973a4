import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { STEPS_OF_KEY } from '../../ui/keys'
import { useFrame } from '../../ui/use-frame'
import { formatTime } from '../../words/format'

/** While playing, the position is written this often. */
const WRITE_SECONDS = 0.05

/** Where we are, in seconds; written past React. */
export const Position = ({
  durationSeconds,
  disabled,
}: {
  readonly durationSeconds: number
  readonly disabled: boolean
}) => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const inputRef = useRef<HTMLInputElement>(null)
  const sliderRef = useRef<HTMLSpanElement>(null)
  const timeRef = useRef<HTMLSpanElement>(null)
  const shown = useRef({ seconds: -1, durationSeconds: -1, spoken: -1 })

  useFrame(() => {
    const seconds = Math.min(durationSeconds, session.playback.positionSeconds())
    const before = shown.current
    if (seconds === before.seconds && durationSeconds === before.durationSeconds) return playing
    // Every write lays the row out and paints it anew: while it plays on, a few a second are enough.
    const ahead = seconds - before.seconds
    if (playing && ahead > 0 && ahead < WRITE_SECONDS) return true
    const input = inputRef.current
    if (!input) return playing
    input.value = String(seconds)
    sliderRef.current?.style.setProperty(
      '--fraction',
      String(durationSeconds > 0 ? seconds / durationSeconds : 0),
    )
    // Changed in its place: for a new text, the row would be held against its styles with :has again.
    if (timeRef.current?.firstChild)
      timeRef.current.firstChild.nodeValue = formatTime(seconds, true)
    const spoken = Math.floor(seconds)
    if (spoken !== before.spoken || durationSeconds !== before.durationSeconds)
      input.setAttribute(
        'aria-valuetext',
        `${formatTime(spoken)} of ${formatTime(durationSeconds)}`,
      )
    shown.current = { seconds, durationSeconds, spoken }
    return playing
  }, session.playback.onMove)

  const seek = (seconds: number): void =>
    session.playback.seek(Math.min(durationSeconds, Math.max(0, seconds)))

  const seekToPointer = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    seek(((event.clientX - box.left) / Math.max(1, box.width)) * durationSeconds)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS_OF_KEY[event.key]
    if (step !== undefined)
      seek(session.playback.positionSeconds() + (event.shiftKey ? step / 10 : step))
    else if (event.key === 'Home') seek(0)
    else if (event.key === 'End') seek(durationSeconds)
    else return
    event.preventDefault()
  }

  return (
    <div className="position">
      <span className="slider" ref={sliderRef}>
        <input
          ref={inputRef}
          type="range"
          aria-label="Position"
          min={0}
          max={durationSeconds}
          step="any"
          defaultValue={0}
          disabled={disabled}
          onChange={(event) => seek(event.target.valueAsNumber)}
          onPointerDown={(event) => {
            if (event.button !== 0 || disabled) return
            event.preventDefault()
            event.currentTarget.focus({ preventScroll: true })
            event.currentTarget.setPointerCapture(event.pointerId)
            seekToPointer(event)
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) seekToPointer(event)
          }}
          onKeyDown={onKeyDown}
        />
      </span>
      <p className="time" aria-hidden="true">
        <span ref={timeRef} className="time-now">
          0:00.0
        </span>
        <span className="time-whole"> / {formatTime(durationSeconds, true)}</span>
      </p>
    </div>
  )
}
