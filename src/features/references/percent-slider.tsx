import { Slider } from '../../ui/slider'

interface PercentSliderProps {
  readonly label: string
  readonly percent: number
  /** A double click goes there. */
  readonly startPercent: number
  readonly disabled: boolean
  readonly onChange: (percent: number) => void
}

/** 0…100 %. */
export const PercentSlider = ({
  label,
  percent,
  startPercent,
  disabled,
  onChange,
}: PercentSliderProps) => (
  <Slider
    label={label}
    scale={{ kind: 'linear', min: 0, max: 100 }}
    step={1}
    value={percent}
    valueText={`${Math.round(percent)} %`}
    disabled={disabled}
    onChange={onChange}
    onReset={() => onChange(startPercent)}
  />
)
