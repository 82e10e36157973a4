import { useEffect, useState } from 'react'
import { systemAacConfig } from '../../delivery/formats/aac/system-config'
import { type DeliverySettings, ENCODERS, qualityOf } from '../../delivery/settings'
import { SelectField } from '../../ui/select-field'
import type { Option } from './export-choices'

export interface EncoderFieldProps {
  readonly settings: DeliverySettings
  /** Of the file to be written, Hz. */
  readonly fileRateHz: number
  readonly disabled: boolean
  readonly onChange: (change: Pick<DeliverySettings, 'encoder'>) => void
}

const OPTIONS: readonly Option[] = [
  { value: 'built-in', label: 'Built in: the same file everywhere' },
  { value: 'system', label: 'This system’s own' },
]
/** Whoever encodes stereo encodes mono. */
const ASKED_CHANNELS = 2

/** Who encodes, where this system has an encoder of its own at this rate and quality; else, unless it was chosen before, nothing. */
export const EncoderField = ({ settings, fileRateHz, disabled, onChange }: EncoderFieldProps) => {
  const isThere = useSystemEncoder(fileRateHz, Number(qualityOf(settings)) * 1000)
  if (!isThere && settings.encoder === 'built-in') return null
  return (
    <SelectField
      caption="Encoder"
      options={OPTIONS}
      value={settings.encoder}
      disabled={disabled}
      onChange={(value) => {
        const encoder = ENCODERS.find((one) => one === value)
        if (encoder) onChange({ encoder })
      }}
    />
  )
}

const useSystemEncoder = (sampleRate: number, bitrate: number): boolean => {
  const [isThere, setIsThere] = useState(false)
  useEffect(() => {
    let isCurrent = true
    const answer = (supported: boolean): void => {
      if (isCurrent) setIsThere(supported)
    }
    const config = systemAacConfig({ sampleRate, channelCount: ASKED_CHANNELS, bitrate })
    if (typeof AudioEncoder !== 'undefined' && sampleRate > 0)
      AudioEncoder.isConfigSupported(config).then(
        ({ supported }) => answer(supported === true),
        () => answer(false),
      )
    return () => {
      isCurrent = false
    }
  }, [sampleRate, bitrate])
  return isThere
}
