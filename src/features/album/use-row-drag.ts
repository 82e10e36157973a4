import { type PointerEvent, useState } from 'react'

export interface RowDrag {
  /** What is dragged, and the place at which it would be dropped; null while nothing is. */
  readonly dragged: { readonly id: string; readonly to: number } | null
  /** The handlers of a row's handle. */
  handle(id: string, at: number): RowHandle
}

export interface RowHandle {
  onPointerDown(event: PointerEvent<HTMLElement>): void
  onPointerMove(event: PointerEvent<HTMLElement>): void
  onPointerUp(): void
  onPointerCancel(): void
}

/** Drags the items of a list by their handles, with a mouse, a pen or a finger; the list scrolls along. */
export const useRowDrag = (onDrop: (id: string, to: number) => void): RowDrag => {
  const [dragged, setDragged] = useState<RowDrag['dragged']>(null)
  return {
    dragged,
    handle: (id, at) => ({
      onPointerDown(event) {
        if (event.button !== 0) return
        // Or the press would begin to select text.
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged({ id, to: at })
      },
      onPointerMove(event) {
        if (dragged?.id !== id) return
        const rows = [...(event.currentTarget.closest('ol')?.children ?? [])]
        const to = nearest(rows, event.clientY)
        rows[to]?.scrollIntoView({ block: 'nearest' })
        if (to !== dragged.to) setDragged({ id, to })
      },
      onPointerUp() {
        if (dragged?.id === id && dragged.to !== at) onDrop(id, dragged.to)
        setDragged(null)
      },
      onPointerCancel: () => setDragged(null),
    }),
  }
}

/** The row that the pointer is on; above or below all of them, the first or the last. */
const nearest = (rows: readonly Element[], clientY: number): number => {
  const at = rows.findIndex((row) => clientY < row.getBoundingClientRect().bottom)
  return at < 0 ? rows.length - 1 : at
}
