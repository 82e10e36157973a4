import { useEffect, useId, useState } from 'react'
import type { TrackId } from '../../core/track'
import { formatOf } from '../../delivery/formats/registry'
import { type DeliverySettings, isLossy } from '../../delivery/settings'
import { STREAMING_CODECS, streamingSettings } from '../../delivery/streaming-codecs'
import type { HeardCodec } from '../../session/tracks/hear-codec'
import { useSession } from '../../session/use-session'
import { Select } from '../../ui/select'
import { codecSentence } from '../../words/codec-sentences'
import { CodecPlayer } from './codec-player'

interface CodecHearingProps {
  readonly track: TrackId
  readonly settings: DeliverySettings
  readonly sourceRate: number
  readonly ready: boolean
}

interface Heard {
  readonly label: string
  readonly codec: HeardCodec
}

const CHOSEN = 'chosen'

/** What a codec makes of the master: measured, listened to against it, and the difference alone. */
export const CodecHearing = ({ track, settings, sourceRate, ready }: CodecHearingProps) => {
  const session = useSession()
  const [choice, setChoice] = useState<string>(CHOSEN)
  const [heard, setHeard] = useState<Heard | null>(null)
  const heading = useId()
  useEffect(() => () => heard?.codec.dispose(), [heard])

  const lossy = isLossy(settings.format)
  const options = [
    ...(lossy ? [{ value: CHOSEN, label: `As chosen: ${chosenLabel(settings)}` }] : []),
    ...STREAMING_CODECS.map(({ id, label }) => ({ value: id, label })),
  ]
  const value = options.some((option) => option.value === choice) ? choice : STREAMING_CODECS[0].id

  const hear = async (): Promise<void> => {
    setHeard(null)
    const streaming = STREAMING_CODECS.find(({ id }) => id === value)
    const label = streaming?.label ?? chosenLabel(settings)
    const wanted = streaming ? streamingSettings(streaming, sourceRate) : settings
    const codec = await session.exports.hearCodec(track, wanted, label)
    if (codec) setHeard({ label, codec })
  }

  return (
    <section className="codec-hearing" aria-labelledby={heading}>
      <h3 id={heading}>After a codec</h3>
      <div className="codec-choice">
        <Select
          label="Codec to hear"
          options={options}
          value={value}
          disabled={!ready}
          onChange={(next) => {
            setHeard(null)
            setChoice(next)
          }}
        />
        <button type="button" className="button" disabled={!ready} onClick={() => void hear()}>
          Hear after the codec
        </button>
      </div>
      <p role="status" aria-label="Codec check">
        {heard ? codecSentence(heard.label, heard.codec.proof) : null}
      </p>
      {heard ? <CodecPlayer codec={heard.codec} /> : null}
    </section>
  )
}

const chosenLabel = ({ format, quality }: DeliverySettings): string => {
  const { label, qualities } = formatOf(format)
  return `${label}, ${qualities.find((one) => one.value === quality)?.label ?? quality}`
}
