import { FORMATS, formatOf, isFormatId } from '../../delivery/formats/registry'
import { type DeliverySettings, dithersFor } from '../../delivery/settings'
import { SelectField } from '../../ui/select-field'
import { Switch } from '../../ui/switch'
import './delivery-fields.css'
import { EncoderField } from './encoder-field'
import { depthOptions, ditherOptions, type Option } from './export-choices'

export interface DeliveryFieldsProps {
  readonly settings: DeliverySettings
  /** Sample rates to choose: 'source', or Hz as text. */
  readonly rates: readonly Option[]
  /** Of the file to be written, Hz: it decides which dithers make sense. */
  readonly fileRateHz: number
  readonly disabled: boolean
  readonly onChange: (change: Partial<DeliverySettings>) => void
}

/** How a master is written: format, depth or quality, rate, dither. */
export const DeliveryFields = ({
  settings,
  rates,
  fileRateHz,
  disabled,
  onChange,
}: DeliveryFieldsProps) => {
  const { depths, qualities, systemEncoder } = formatOf(settings.format)
  const lossy = depths.length === 0
  const float = !lossy && settings.depth === '32f'
  return (
    <div className="delivery-fields">
      <SelectField
        caption="Format"
        options={FORMATS.map(({ id, label }) => ({ value: id, label }))}
        value={settings.format}
        disabled={disabled}
        onChange={(value) => {
          if (isFormatId(value)) onChange({ format: value })
        }}
      />
      {lossy ? (
        <SelectField
          caption="Quality"
          options={qualities}
          value={settings.quality}
          disabled={disabled}
          onChange={(quality) => onChange({ quality })}
        />
      ) : (
        <SelectField
          caption="Bit depth"
          options={depthOptions(settings)}
          value={settings.depth}
          disabled={disabled}
          onChange={(value) => {
            const depth = depths.find((one) => one === value)
            if (depth) onChange({ depth })
          }}
        />
      )}
      {systemEncoder && (
        <EncoderField
          settings={settings}
          fileRateHz={fileRateHz}
          disabled={disabled}
          onChange={onChange}
        />
      )}
      <SelectField
        caption="Sample rate"
        options={rates}
        value={String(settings.sampleRate)}
        disabled={disabled}
        onChange={(value) => onChange({ sampleRate: value === 'source' ? value : Number(value) })}
      />
      {!lossy && (
        <SelectField
          caption="Dither"
          options={ditherOptions(settings, fileRateHz)}
          value={settings.dither}
          disabled={float || disabled}
          {...(float ? { describedBy: 'dither-reason' } : {})}
          onChange={(value) => {
            const offered = dithersFor(settings, fileRateHz)
            const dither = offered.find((one) => one === value)
            if (dither) onChange({ dither })
          }}
        />
      )}
      {!lossy && !float && settings.dither !== 'none' && (
        <Switch
          label="Blank dither in silence"
          checked={settings.blankSilence}
          disabled={disabled}
          onChange={(blankSilence) => onChange({ blankSilence })}
        />
      )}
      {lossy && (
        <Switch
          label="Hold the ceiling after the codec"
          checked={settings.holdCeiling}
          disabled={disabled}
          onChange={(holdCeiling) => onChange({ holdCeiling })}
        />
      )}
      <Switch
        label="Write ReplayGain"
        checked={settings.replayGain}
        disabled={disabled}
        onChange={(replayGain) => onChange({ replayGain })}
      />
      {float && (
        <p className="delivery-reason" id="dither-reason">
          Float is written as it is: nothing is rounded, so there is nothing to dither.
        </p>
      )}
    </div>
  )
}
