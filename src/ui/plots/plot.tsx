import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { STEPS_OF_KEY } from '../keys'
import './plot.css'
import { type Draw, usePlot } from './use-plot'

/** A place along the plot that can be read: by pointer, and by arrow keys when the plot has the focus. */
export interface PlotCursor {
  /** Accessible name of the cursor, e.g. "Spectrum cursor". */
  readonly label: string
  /** Steps that the arrow keys walk; the cursor stands on one of 0 … steps − 1. */
  readonly steps: number
  /** Step at a place of the plot, null outside of the curves. */
  readonly stepAt: (x: number, width: number) => number | null
  /** Place of a step, px. */
  readonly xOf: (step: number, width: number) => number
  /** What stands there, in words and units. */
  readonly read: (step: number) => string
}

export interface PlotProps {
  /** Accessible name of the whole. */
  readonly label: string
  readonly draw: Draw
  readonly cursor?: PlotCursor
  /** The plot in words, for those who do not see it. */
  readonly summary: string
  readonly className?: string
  /** What lies under the canvas, e.g. pictures that others draw. */
  readonly behind?: ReactNode
  /** Handles, legends and switches that lie over the canvas. */
  readonly children?: ReactNode
}

const FIRST_STEP_SHARE = 0.5

/** A canvas with its text alternative and readout. Knows nothing of what it shows. */
export const Plot = ({ label, draw, cursor, summary, className, behind, children }: PlotProps) => {
  const hostRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  usePlot(hostRef, canvasRef, draw)
  return (
    <figure className={className ? `plot ${className}` : 'plot'} aria-label={label}>
      <div className="plot-area" ref={hostRef}>
        {behind ? (
          <div className="plot-behind" aria-hidden="true">
            {behind}
          </div>
        ) : null}
        <span className="plot-canvas" aria-hidden="true">
          <canvas ref={canvasRef} />
        </span>
        {cursor ? <Cursor cursor={cursor} /> : null}
        {children}
      </div>
      <figcaption className="visually-hidden">{summary}</figcaption>
    </figure>
  )
}

/** The hairline and its readout; written past React, since it follows the pointer. */
const Cursor = ({ cursor }: { readonly cursor: PlotCursor }) => {
  const sliderRef = useRef<HTMLDivElement>(null)
  const lineRef = useRef<HTMLSpanElement>(null)
  const textRef = useRef<HTMLSpanElement>(null)
  const step = useRef(Math.round(cursor.steps * FIRST_STEP_SHARE))

  const show = (next: number): void => {
    const [slider, line, text] = [sliderRef.current, lineRef.current, textRef.current]
    if (!slider || !line || !text) return
    step.current = Math.min(cursor.steps - 1, Math.max(0, next))
    const words = cursor.read(step.current)
    const x = cursor.xOf(step.current, slider.clientWidth)
    line.style.transform = `translateX(${Math.round(x)}px)`
    text.textContent = words
    // The readout keeps clear of the line that it reads.
    text.classList.toggle('is-left', x > slider.clientWidth / 2)
    slider.setAttribute('aria-valuenow', String(step.current))
    slider.setAttribute('aria-valuetext', words)
    slider.classList.add('is-shown')
  }
  const hide = (): void => sliderRef.current?.classList.remove('is-shown')

  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = cursor.stepAt(event.clientX - box.left, box.width)
    if (at === null) hide()
    else show(at)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = STEPS_OF_KEY[event.key]
    if (by !== undefined) show(step.current + by)
    else if (event.key === 'Home') show(0)
    else if (event.key === 'End') show(cursor.steps - 1)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={sliderRef}
      className="plot-cursor"
      role="slider"
      tabIndex={0}
      aria-label={cursor.label}
      aria-valuemin={0}
      aria-valuemax={cursor.steps - 1}
      aria-valuenow={step.current}
      aria-valuetext={cursor.read(step.current)}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={hide}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) show(step.current)
      }}
      onBlur={hide}
      onKeyDown={onKeyDown}
    >
      <span className="plot-hairline" ref={lineRef} />
      <span className="plot-readout" ref={textRef} />
    </div>
  )
}
