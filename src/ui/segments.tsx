import './segments.css'

export interface SegmentsProps<Value extends string> {
  readonly label: string
  /** Groups the native radio buttons; unique on the page. */
  readonly name: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One of a few views, side by side: native radio buttons, so arrow keys switch. */
export const Segments = <Value extends string>(props: SegmentsProps<Value>) => {
  const { label, name, options, value, onChange } = props
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="choice segment">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
