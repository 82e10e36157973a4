import { type PointerEvent, useEffect, useRef, useState } from 'react'
import {
  BAND_PARAMETERS,
  bandParameterIds,
  EQUALISER_ID,
} from '../../chain/modules/equaliser/bands'
import { withParameter } from '../../session/tracks/recipe-changes'
import { useEdit } from '../../session/use-session'
import { type Scale, toFraction, toValue } from '../../ui/scale'
import { formatFrequency, formatNumber, formatSigned } from '../../words/format'
import { FREQUENCY, type Handle, type MARGIN } from './spectrum-scales'

export interface EqualiserHandlesProps {
  readonly handles: readonly Handle[]
  readonly on: boolean
  readonly gainScale: Scale
  readonly margin: typeof MARGIN
  /** A band is taken hold of, or let go. */
  readonly onHold: (held: boolean) => void
}

/** Turns of the wheel to double or halve a Q. */
const WHEEL_STEPS_PER_OCTAVE = 6

/**
 * The equaliser's bands as numbered points: drag for frequency and gain, wheel for Q, double click resets.
 * Hidden from assistive technology: the same bands stand in the rack as ordinary controls.
 */
export const EqualiserHandles = (props: EqualiserHandlesProps) => {
  const { handles, on, gainScale, margin, onHold } = props
  const areaRef = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<number | null>(null)
  const change = useBandChange()

  const latest = useRef({ handles, change })
  latest.current = { handles, change }
  // React's wheel listener is passive: the page would scroll along.
  useEffect(() => {
    const area = areaRef.current
    const onWheel = (event: WheelEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const band = Number(target?.dataset.band)
      const handle = latest.current.handles.find((candidate) => candidate.band === band)
      if (!handle || event.deltaY === 0) return
      event.preventDefault()
      const q = handle.q * 2 ** ((event.deltaY < 0 ? 1 : -1) / WHEEL_STEPS_PER_OCTAVE)
      latest.current.change(band, { [bandParameterIds(band).q]: Number(q.toFixed(2)) })
    }
    area?.addEventListener('wheel', onWheel, { passive: false })
    return () => area?.removeEventListener('wheel', onWheel)
  }, [])

  const drag = (event: PointerEvent<HTMLElement>, { band, hasGain }: Handle): void => {
    const box = areaRef.current?.getBoundingClientRect()
    if (!box) return
    const freqHz = toValue(FREQUENCY, (event.clientX - box.left) / box.width)
    const gainDb = toValue(gainScale, 1 - (event.clientY - box.top) / box.height)
    const ids = bandParameterIds(band)
    change(band, {
      [ids.freqHz]: Math.round(freqHz),
      ...(hasGain && { [ids.gainDb]: Number(gainDb.toFixed(1)) }),
    })
  }
  const letGo = (): void => {
    setHeld(null)
    onHold(false)
  }

  return (
    <div
      className={on ? 'eq-handles' : 'eq-handles is-off'}
      ref={areaRef}
      aria-hidden="true"
      style={{
        inset: `${margin.top}px ${margin.right}px ${margin.bottom}px ${margin.left}px`,
      }}
    >
      {handles.map((handle) => {
        const { band, freqHz, gainDb, q, hasGain } = handle
        return (
          <button
            type="button"
            tabIndex={-1}
            key={band}
            className={held === band ? 'eq-handle is-held' : 'eq-handle'}
            data-band={band}
            title="Drag: frequency and gain · wheel: Q · double click: reset"
            style={{
              left: `${toFraction(FREQUENCY, freqHz) * 100}%`,
              top: `${(1 - toFraction(gainScale, gainDb)) * 100}%`,
            }}
            onPointerDown={(event) => {
              if (event.button !== 0) return
              event.preventDefault()
              event.currentTarget.setPointerCapture(event.pointerId)
              setHeld(band)
              onHold(true)
            }}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event, handle)
            }}
            onPointerUp={letGo}
            onPointerCancel={letGo}
            onDoubleClick={() => change(band, defaultsOf(band))}
          >
            {band}
            {held === band ? (
              <span className="eq-handle-words">
                {formatFrequency(freqHz)}
                {hasGain ? ` · ${formatSigned(gainDb, 1)} dB` : ''} · Q {formatNumber(q, 2)}
              </span>
            ) : null}
          </button>
        )
      })}
    </div>
  )
}

/** Frequency, gain and Q as the descriptor starts them; the type stays. */
const defaultsOf = (band: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    BAND_PARAMETERS.flatMap((spec) =>
      spec.kind === 'number' && spec.band?.number === band ? [[spec.id, spec.default]] : [],
    ),
  )

/** Changes numbers of one band within their ranges; one gesture is one undo step. */
const useBandChange = (): ((band: number, values: Readonly<Record<string, number>>) => void) => {
  const edit = useEdit()
  return (band, values) => {
    edit(`${EQUALISER_ID}.band${band}`, (recipe) => {
      let next = recipe
      for (const [id, value] of Object.entries(values)) {
        const spec = BAND_PARAMETERS.find((candidate) => candidate.id === id)
        if (spec?.kind !== 'number') continue
        const legal = Math.min(spec.max, Math.max(spec.min, value))
        next = withParameter(next, EQUALISER_ID, id, legal)
      }
      return next
    })
  }
}
