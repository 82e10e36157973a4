import { type KeyboardEvent, useRef, useState } from 'react'
import { formatPlain } from '../words/format'
import { useWheel } from './use-wheel'

export interface NumberEntryProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** Arrow-key step, in the value's unit. */
  readonly step: number
  readonly decimals: number
  readonly unit: string
  readonly onChange: (value: number) => void
  readonly disabled?: boolean
}

/**
 * A typed number. Every legal entry takes effect as it is typed; leaving the field or Enter shows it clean,
 * and brings an illegal one to the nearest legal number.
 */
export const NumberEntry = (props: NumberEntryProps) => {
  const { label, value, min, max, step, decimals, unit, onChange, disabled = false } = props
  const [draft, setDraft] = useState<string | null>(null)
  const inputRef = useRef<HTMLInputElement>(null)

  const moveBy = (steps: number): void => {
    const next = Math.round((value + steps * step) / step) * step
    setDraft(null)
    onChange(Math.min(max, Math.max(min, Number(next.toFixed(decimals + 2)))))
  }
  useWheel(inputRef, disabled, moveBy)

  const settle = (): void => {
    if (draft === null) return
    const typed = Number(draft)
    if (draft.trim() !== '' && Number.isFinite(typed)) {
      const legal = Math.min(max, Math.max(min, typed))
      if (legal !== value) onChange(legal)
    }
    setDraft(null)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') settle()
    else if (event.key === 'Escape') setDraft(null)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      moveBy((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1))
    }
  }

  return (
    <span className="number">
      <input
        ref={inputRef}
        type="number"
        inputMode="decimal"
        aria-label={label}
        min={min}
        max={max}
        step="any"
        value={draft ?? formatPlain(value, decimals)}
        disabled={disabled}
        data-draft={draft === null ? undefined : ''}
        onChange={(event) => {
          setDraft(event.target.value)
          const typed = event.target.valueAsNumber
          if (typed >= min && typed <= max) onChange(typed)
        }}
        onBlur={settle}
        onKeyDown={onKeyDown}
      />
      {unit === '' ? null : (
        <span className="unit" aria-hidden="true">
          {unit}
        </span>
      )}
    </span>
  )
}
