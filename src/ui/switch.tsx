export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  /** Shown instead of the label, which stays the accessible name; empty = nothing. */
  readonly caption?: string
}

/** A native check box that says it is a switch. */
export const Switch = ({ label, checked, onChange, disabled = false, caption }: SwitchProps) => (
  <label className="switch">
    {caption === undefined ? label : caption}
    <input
      type="checkbox"
      role="switch"
      aria-label={label}
      aria-checked={checked}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
  </label>
)
