export interface SelectProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
  /** Id of the element that says more, such as why there is no choice. */
  readonly describedBy?: string
}

/** A native choice; its label is its accessible name. */
export const Select = ({
  label,
  options,
  value,
  onChange,
  disabled = false,
  describedBy,
}: SelectProps) => (
  <select
    className="select"
    aria-label={label}
    aria-describedby={describedBy}
    value={value}
    disabled={disabled}
    onChange={(event) => onChange(event.target.value)}
  >
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
)
