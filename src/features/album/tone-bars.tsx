import { TONE_BANDS } from '../../session/album/tone-spread'
import { formatSigned } from '../../words/format'

export interface ToneBarsProps {
  /** dB of lows, middle and highs beside the mean of all tracks; null = not known. */
  readonly tone: readonly number[] | null
}

/** dB either side of the mean that are drawn. */
const SPAN_DB = 6

/** A track's tone beside the album's: lows, middle and highs, up or down from the mean of all tracks. */
export const ToneBars = ({ tone }: ToneBarsProps) => {
  if (tone === null) return <span className="album-tone" />
  const words = TONE_BANDS.map((band, at) => `${band} ${formatSigned(tone[at] ?? 0, 1)} dB`)
  return (
    <svg
      className="album-tone"
      role="img"
      aria-label={`Beside the album: ${words.join(', ')}`}
      viewBox="0 -0.5 3 1"
      preserveAspectRatio="none"
    >
      {TONE_BANDS.map((band, at) => {
        const share = Math.max(-1, Math.min(1, (tone[at] ?? 0) / SPAN_DB)) / 2
        return (
          <rect
            key={band}
            x={at + 0.15}
            y={Math.min(0, -share)}
            width={0.7}
            height={Math.abs(share)}
          />
        )
      })}
      <line x1={0} x2={3} y1={0} y2={0} />
    </svg>
  )
}
