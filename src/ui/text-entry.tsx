export interface TextEntryProps {
  /** Accessible name. */
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}

/** A line of text. */
export const TextEntry = ({ label, value, placeholder, onChange }: TextEntryProps) => (
  <input
    type="text"
    className="text-entry"
    aria-label={label}
    value={value}
    placeholder={placeholder}
    autoComplete="off"
    spellCheck={false}
    onChange={(event) => onChange(event.target.value)}
  />
)
