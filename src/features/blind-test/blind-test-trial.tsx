import { Pause, Play } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import type { AbxTest, Sound } from './abx'

export type Hearing = Sound | 'x'

const SOUNDS: readonly { readonly value: Hearing; readonly label: string; readonly key: string }[] =
  [
    { value: 'first', label: 'First', key: '1' },
    { value: 'x', label: 'X', key: 'X' },
    { value: 'second', label: 'Second', key: '2' },
  ]

export interface BlindTestTrialProps {
  readonly test: AbxTest
  readonly hearing: Hearing
  readonly onHear: (hearing: Hearing) => void
  readonly onAnswer: (sound: Sound) => void
  readonly onFinish: () => void
}

/** One question: listen to the three as long as wanted, then say which X is. */
export const BlindTestTrial = (props: BlindTestTrialProps) => {
  const { test, hearing, onHear, onAnswer, onFinish } = props
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const rootRef = useRef<HTMLDivElement>(null)

  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const act = actionOf(event.key.toLowerCase(), latest.current, session.playback.togglePlay)
      // Space on a button presses that button.
      if (!act || (event.key === ' ' && event.target instanceof HTMLButtonElement)) return
      event.preventDefault()
      act()
    }
    const dialog = rootRef.current?.closest('dialog')
    dialog?.addEventListener('keydown', onKeyDown)
    // The keys work at once, whatever had the focus before.
    rootRef.current?.focus()
    return () => dialog?.removeEventListener('keydown', onKeyDown)
  }, [session])

  const asked = test.trials.length
  return (
    <div ref={rootRef} className="blind-trial" tabIndex={-1}>
      <p className="blind-count" role="status">
        Trial {asked} of {test.plannedTrials}
      </p>
      <div className="blind-sounds" role="radiogroup" aria-label="Now hearing">
        {SOUNDS.map(({ value, label, key }) => (
          <label key={value} className="choice blind-sound">
            <input
              type="radio"
              name="blind-sound"
              aria-label={label}
              checked={hearing === value}
              onChange={() => onHear(value)}
            />
            {label}
            <span className="key" aria-hidden="true">
              {key}
            </span>
          </label>
        ))}
      </div>
      <div className="blind-answers">
        <button type="button" className="button large" onClick={() => onAnswer('first')}>
          X is First{' '}
          <span className="key" aria-hidden="true">
            F
          </span>
        </button>
        <button type="button" className="button large" onClick={() => onAnswer('second')}>
          X is Second{' '}
          <span className="key" aria-hidden="true">
            S
          </span>
        </button>
      </div>
      <div className="blind-actions">
        <button type="button" className="button" onClick={session.playback.togglePlay}>
          {playing ? (
            <Pause size={14} fill="currentColor" aria-hidden="true" />
          ) : (
            <Play size={14} fill="currentColor" aria-hidden="true" />
          )}
          {playing ? 'Pause' : 'Play'}{' '}
          <span className="key" aria-hidden="true">
            Space
          </span>
        </button>
        <button type="button" className="button" disabled={asked < 2} onClick={onFinish}>
          Finish now
        </button>
      </div>
    </div>
  )
}

const actionOf = (
  key: string,
  { onHear, onAnswer }: BlindTestTrialProps,
  togglePlay: () => void,
): (() => void) | undefined => {
  switch (key) {
    case '1':
      return () => onHear('first')
    case '2':
      return () => onHear('second')
    case '3':
    case 'x':
      return () => onHear('x')
    case 'f':
      return () => onAnswer('first')
    case 's':
      return () => onAnswer('second')
    case ' ':
      return togglePlay
    default:
      return undefined
  }
}
