import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { STEPS_OF_KEY } from './keys'
import { clamp, type Scale, toFraction, toValue } from './scale'
import { useSettle } from './use-settle'
import { useWheel } from './use-wheel'

export interface SliderProps {
  readonly label: string
  readonly scale: Scale
  readonly value: number
  /** Arrow-key step in the value's unit; on a log scale the arrows move by a hundredth of the range instead. */
  readonly step: number
  /** What a screen reader says, with the unit. */
  readonly valueText: string
  readonly onChange: (value: number) => void
  /** The hand lets go: the pointer, a key, or the wheel after a moment. `value` is where `onChange` left it. */
  readonly onSettle?: () => void
  /** Double click; absent = no reset. */
  readonly onReset?: () => void
  readonly disabled?: boolean
  /** Value from which the filled part starts; the minimum unless told. */
  readonly origin?: number
}

const LOG_STEPS = 100
/** Shift makes a step that much smaller. */
const FINE = 10

/**
 * A native range input whose value is in real units on every scale; pointer, wheel and keys go through the scale.
 */
export const Slider = (props: SliderProps) => {
  const {
    label,
    scale,
    value,
    step,
    valueText,
    onChange,
    onSettle,
    onReset,
    disabled = false,
    origin,
  } = props
  const inputRef = useRef<HTMLInputElement>(null)

  const moveBy = (steps: number): void => {
    const next =
      scale.kind === 'log'
        ? toValue(scale, toFraction(scale, value) + steps / LOG_STEPS)
        : value + steps * step
    onChange(clamp(scale, next))
  }
  const settle = useSettle(inputRef, onSettle)
  useWheel(inputRef, disabled, (steps) => {
    moveBy(steps)
    settle.soon()
  })

  const moveTo = (event: PointerEvent<HTMLInputElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const inset = 7
    const fraction = (event.clientX - box.left - inset) / Math.max(1, box.width - 2 * inset)
    const raw = toValue(scale, fraction)
    onChange(clamp(scale, scale.kind === 'log' ? raw : Math.round(raw / step) * step))
  }

  const onPointerDown = (event: PointerEvent<HTMLInputElement>): void => {
    if (event.button !== 0 || disabled) return
    event.preventDefault()
    event.currentTarget.focus({ preventScroll: true })
    event.currentTarget.setPointerCapture(event.pointerId)
    if (event.detail < 2) moveTo(event)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps = STEPS_OF_KEY[event.key]
    if (steps !== undefined) moveBy(event.shiftKey ? steps / FINE : steps)
    else if (event.key === 'Home') onChange(scale.min)
    else if (event.key === 'End') onChange(scale.max)
    else return
    event.preventDefault()
  }

  const style = {
    '--fraction': toFraction(scale, value),
    '--origin': origin === undefined ? 0 : toFraction(scale, origin),
  } as CSSProperties
  return (
    <span className="slider" style={style}>
      <input
        ref={inputRef}
        type="range"
        aria-label={label}
        aria-valuetext={valueText}
        min={scale.min}
        max={scale.max}
        step="any"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(clamp(scale, event.target.valueAsNumber))}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event)
        }}
        onLostPointerCapture={settle.now}
        onKeyDown={onKeyDown}
        onKeyUp={settle.now}
        onDoubleClick={onReset}
      />
    </span>
  )
}
