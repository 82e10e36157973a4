import { useCallback, useEffect, useState } from 'react'
import type { CodecSignal, HeardCodec } from '../../session/tracks/hear-codec'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { Segments } from '../../ui/segments'
import { Slider } from '../../ui/slider'
import { useFrame } from '../../ui/use-frame'
import { formatTime } from '../../words/format'

const SIGNALS = [
  { value: 'before', label: 'Before the codec' },
  { value: 'after', label: 'After the codec' },
  { value: 'changed', label: 'What it changed (+12 dB)' },
] as const satisfies readonly { readonly value: CodecSignal; readonly label: string }[]

/** By an arrow key. */
const STEP_SECONDS = 1

/** Listening to what a codec did. */
export const CodecPlayer = ({ codec }: { readonly codec: HeardCodec }) => {
  const session = useSession()
  const studioPlays = useStudio((state) => state.playing)
  const [signal, setSignal] = useState<CodecSignal>('after')
  const [playing, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)
  const { lengthFrames, sampleRate } = codec.proof
  useEffect(() => codec.onStateChange((state) => setPlaying(state.playing)), [codec])
  const onWake = useCallback((wake: () => void) => codec.onStateChange(wake), [codec])
  useFrame(() => {
    if (playing) setSeconds(codec.positionSeconds())
    return playing
  }, onWake)

  const toggle = (): void => {
    if (playing) {
      codec.pause()
      return
    }
    if (studioPlays) session.playback.togglePlay()
    // A press on stop while it begins is no failure.
    codec.play().catch(() => {})
  }

  return (
    <div className="codec-player">
      <Segments
        label="Hear"
        name="codec-signal"
        options={SIGNALS}
        value={signal}
        onChange={(next) => {
          setSignal(next)
          codec.listenTo(next)
        }}
      />
      <button type="button" className="button" onClick={toggle}>
        {playing ? 'Stop listening' : 'Listen'}
      </button>
      <Slider
        label="Place in the track"
        scale={{ kind: 'linear', min: 0, max: lengthFrames / sampleRate }}
        value={seconds}
        step={STEP_SECONDS}
        valueText={formatTime(seconds)}
        onChange={(next) => {
          codec.seek(next)
          setSeconds(next)
        }}
      />
    </div>
  )
}
