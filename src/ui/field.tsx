import type { ReactNode } from 'react'

export interface FieldProps {
  /** For the eye: the control below carries its own name. */
  readonly caption: ReactNode
  readonly children: ReactNode
}

/** A control under its caption. */
export const Field = ({ caption, children }: FieldProps) => (
  <div className="field">
    <span className="field-label" aria-hidden="true">
      {caption}
    </span>
    {children}
  </div>
)
