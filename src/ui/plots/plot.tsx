import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
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

const FIRST_SHARE = 0.5

/** A canvas with its text alternative and readout. Knows nothing of what it shows. */
export const Plot = ({ label, draw, cursor, summary, className, behind, children }: PlotProps) => {
  const hostRef = useRef<HTMLDivElement>(null)
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const readAgain = useRef(() => {})
  const drawAndRead = useCallback<Draw>(
    (surface, timeMs) => {
      const moving = draw(surface, timeMs)
      readAgain.current()
      return moving
    },
    [draw],
  )
  usePlot(hostRef, canvasRef, drawAndRead)
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
        {cursor ? <Cursor cursor={cursor} readAgain={readAgain} /> : null}
        {children}
      </div>
      <figcaption className="visually-hidden">{summary}</figcaption>
    </figure>
  )
}

interface CursorProps {
  readonly cursor: PlotCursor
  /** What the plot calls when it has drawn: curves move under a cursor that stands. */
  readonly readAgain: RefObject<() => void>
}

/** The hairline and its readout; written past React, since it follows the pointer. */
const Cursor = ({ cursor, readAgain }: CursorProps) => {
  const sliderRef = useRef<HTMLDivElement>(null)
  const lineRef = useRef<HTMLSpanElement>(null)
  const textRef = useRef<HTMLSpanElement>(null)
  /** Place along the plot, 0 … 1: it stays where it is when the steps become others. */
  const share = useRef(FIRST_SHARE)
  const lastStep = cursor.steps - 1
  const stepNow = (): number => Math.round(share.current * lastStep)

  /** Puts hairline and readout where the cursor stands. */
  const write = (): string => {
    const [slider, line, text] = [sliderRef.current, lineRef.current, textRef.current]
    const words = cursor.read(stepNow())
    if (!slider || !line || !text) return words
    const x = cursor.xOf(stepNow(), slider.clientWidth)
    line.style.transform = `translateX(${Math.round(x)}px)`
    if (text.textContent !== words) text.textContent = words
    // The readout keeps clear of the line that it reads.
    text.classList.toggle('is-left', x > slider.clientWidth / 2)
    return words
  }
  const show = (next: number): void => {
    share.current = Math.min(lastStep, Math.max(0, next)) / Math.max(1, lastStep)
    const words = write()
    sliderRef.current?.setAttribute('aria-valuenow', String(stepNow()))
    sliderRef.current?.setAttribute('aria-valuetext', words)
    sliderRef.current?.classList.add('is-shown')
  }
  // The text for screen readers is left as it was asked for: they would read out each frame.
  useEffect(() => {
    readAgain.current = () => {
      if (sliderRef.current?.classList.contains('is-shown')) write()
    }
  })
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
    if (by !== undefined) show(stepNow() + by)
    else if (event.key === 'Home') show(0)
    else if (event.key === 'End') show(lastStep)
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
      aria-valuemax={lastStep}
      aria-valuenow={stepNow()}
      aria-valuetext={cursor.read(stepNow())}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={hide}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) show(stepNow())
      }}
      onBlur={hide}
      onKeyDown={onKeyDown}
    >
      <span className="plot-hairline" ref={lineRef} />
      <span className="plot-readout" ref={textRef} />
    </div>
  )
}
