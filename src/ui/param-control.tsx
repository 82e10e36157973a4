import type { ParameterSpec, ParameterValue } from '../chain/parameter'
import { formatNumber } from '../words/format'
import { placesWords } from '../words/places-words'
import { NumberEntry } from './number-entry'
import { Select } from './select'
import { Slider } from './slider'

export interface ParamControlProps {
  readonly spec: ParameterSpec
  readonly value: ParameterValue
  readonly onChange: (value: ParameterValue) => void
  /** Text above the control; the accessible name is always the spec's label. Empty = none (a table heads it). */
  readonly caption?: string
  readonly disabled?: boolean
}

/** One parameter, made from its spec: slider with typed entry and unit, a choice, or the places that were found. Double click resets. */
export const ParamControl = ({ spec, value, onChange, caption, disabled }: ParamControlProps) => {
  const off = disabled ?? false
  const title = caption ?? spec.label
  const control =
    spec.kind === 'places' ? (
      <output aria-label={spec.label}>{placesWords(String(value))}</output>
    ) : spec.kind === 'choice' ? (
      <Select
        label={spec.label}
        options={spec.options}
        value={String(value)}
        onChange={onChange}
        disabled={off}
      />
    ) : (
      <div className="param-number">
        <Slider
          label={spec.label}
          scale={{ kind: spec.scale, min: spec.min, max: spec.max }}
          value={Number(value)}
          step={spec.step}
          valueText={`${formatNumber(Number(value), spec.decimals)} ${spec.unit}`.trim()}
          onChange={onChange}
          onReset={() => onChange(spec.default)}
          disabled={off}
          {...(spec.min < 0 && spec.max > 0 ? { origin: 0 } : {})}
        />
        <NumberEntry
          label={`${spec.label} value`}
          value={Number(value)}
          min={spec.min}
          max={spec.max}
          step={spec.step}
          decimals={spec.decimals}
          unit={spec.unit}
          onChange={onChange}
          disabled={off}
        />
      </div>
    )
  return title === '' ? (
    control
  ) : (
    <div className="param">
      <span className="field-label" aria-hidden="true">
        {title}
      </span>
      {control}
    </div>
  )
}
