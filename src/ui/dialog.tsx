import { type ReactNode, type RefObject, useEffect } from 'react'
import './dialog.css'

export interface DialogProps {
  /** To close it from inside: `ref.current.close()`. */
  readonly ref: RefObject<HTMLDialogElement | null>
  readonly label: string
  readonly className: string
  /** Closed by a button, by Escape, or by the browser. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal window over the page, open as long as it is rendered; the browser keeps the focus inside it. */
export const Dialog = ({ ref, label, className, onClose, children }: DialogProps) => {
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [ref])
  return (
    <dialog ref={ref} className={className} aria-label={label} onClose={onClose}>
      {children}
    </dialog>
  )
}
