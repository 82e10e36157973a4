import { useEffect, useRef } from 'react'

interface ReferenceNameProps {
  readonly name: string
  /** Called once: with the new name, or null where it stays as it is. */
  readonly onDone: (name: string | null) => void
}

/** The name of a reference while it is written: Enter or leaving it takes it, Escape does not. */
export const ReferenceName = ({ name, onDone }: ReferenceNameProps) => {
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const done = (next: string | null): void => {
    if (isDone.current) return
    isDone.current = true
    onDone(next)
  }
  return (
    <input
      type="text"
      className="text-entry"
      aria-label={`Name of ${name}`}
      defaultValue={name}
      maxLength={LONGEST}
      spellCheck={false}
      autoComplete="off"
      ref={input}
      onBlur={({ currentTarget }) => done(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        // The button that gets the focus is not pressed by the same key.
        event.preventDefault()
        done(event.key === 'Enter' ? event.currentTarget.value : null)
      }}
    />
  )
}

/** As long as a file's name may be. */
const LONGEST = 255
