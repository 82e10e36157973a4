import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ModuleSettings } from '../../chain/descriptor'
import { descriptorOf } from '../../chain/registry'
import { withPlace } from '../../session/tracks/recipe-changes'
import { useEdit } from '../../session/use-session'

export interface ChainMapProps {
  readonly modules: readonly ModuleSettings[]
  readonly shownId: string | null
  readonly onOpen: (id: string) => void
}

/** A press that moves further than this is a drag. */
const DRAG_PIXELS = 5
const STEPS_OF_KEY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** The chain in signal order, a lamp each. Free modules are moved by dragging, or by Shift and arrow keys. */
export const ChainMap = ({ modules, shownId, onOpen }: ChainMapProps) => {
  const edit = useEdit()
  const mapRef = useRef<HTMLOListElement>(null)
  const held = useRef<{ readonly id: string; readonly x: number } | null>(null)
  const drags = useRef(0)
  const [draggedId, setDraggedId] = useState<string | null>(null)
  const [moved, setMoved] = useState<{ readonly id: string } | null>(null)

  /** One step of the undo for each drag, apart from what keys did just before. */
  const move = (id: string, toIndex: number, gesture: string): void =>
    edit(`order of ${id} by ${gesture}`, (recipe) => withPlace(recipe, id, Math.max(0, toIndex)))

  // Its place in the document changed with its place in the chain, and the focus went.
  useLayoutEffect(() => {
    if (moved) mapRef.current?.querySelector<HTMLElement>(`[data-stop="${moved.id}"]`)?.focus()
  }, [moved])

  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    const step = STEPS_OF_KEY[event.key]
    if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    if (step === undefined || !isFree(id)) return
    event.preventDefault()
    move(id, modules.findIndex((settings) => settings.id === id) + step, 'keys')
    setMoved({ id })
  }

  const onPointerDown = (event: PointerEvent): void => {
    // A finger scrolls the map.
    if (event.button !== 0 || event.pointerType === 'touch') return
    const target = event.target instanceof Element ? event.target : null
    const id = target?.closest<HTMLElement>('[data-stop]')?.dataset.stop
    if (id !== undefined && isFree(id)) held.current = { id, x: event.clientX }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!held.current) return
    const { id, x } = held.current
    if (draggedId === null) {
      if (Math.abs(event.clientX - x) < DRAG_PIXELS) return
      // From here on it is no click any more.
      event.currentTarget.setPointerCapture(event.pointerId)
      setDraggedId(id)
      drags.current++
    }
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')]
    const ahead = stops.filter((stop) => stop.dataset.stop !== id && centreOf(stop) < event.clientX)
    if (ahead.length !== modules.findIndex((settings) => settings.id === id))
      move(id, ahead.length, `drag ${drags.current}`)
  }
  const letGo = (): void => {
    held.current = null
    setDraggedId(null)
  }

  return (
    <>
      <ol
        ref={mapRef}
        className={draggedId === null ? 'chain-map' : 'chain-map is-dragging'}
        aria-label="Signal order"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      >
        {modules.map(({ id, on }) => (
          <li key={id}>
            <button
              type="button"
              className={on ? 'chain-stop is-on' : 'chain-stop'}
              data-stop={id}
              aria-pressed={id === shownId}
              aria-label={`Open ${labelOf(id)} (${on ? 'on' : 'off'})`}
              {...(isFree(id) ? { 'aria-keyshortcuts': 'Shift+ArrowLeft Shift+ArrowRight' } : {})}
              title={PLACES[descriptorOf(id)?.placement ?? 'free']}
              onKeyDown={(event) => onKeyDown(event, id)}
              onClick={() => onOpen(id)}
            >
              <span className="lamp" aria-hidden="true" />
              {shortLabelOf(id)}
            </button>
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {moved === null
          ? ''
          : `${labelOf(moved.id)} is number ${modules.findIndex(({ id }) => id === moved.id) + 1} of ${modules.length}`}
      </p>
    </>
  )
}

const PLACES = {
  first: 'Always first',
  free: 'Drag it, or Shift+← and Shift+→, to move it in the chain',
  last: 'Always last: nothing may raise a peak after it',
} as const

const labelOf = (id: string): string => descriptorOf(id)?.label ?? id

/** So that the whole chain is in view at 1280 pixels; the buttons' own names are whole. */
const shortLabelOf = (id: string): string => descriptorOf(id)?.shortLabel ?? labelOf(id)

const isFree = (id: string): boolean => descriptorOf(id)?.placement === 'free'

const centreOf = (element: HTMLElement): number => {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}
