import { formatNumber, formatSigned } from '../../words/format'

export interface LoudnessBarProps {
  /** Of the track; null = not measurable. */
  readonly lufs: number | null
  /** Of the album as a whole. */
  readonly wholeLufs: number | null
}

/** LU either side of the album that are drawn. */
const SPAN_LU = 6

/** A track's loudness beside the album's: the line in the middle is the album as a whole. */
export const LoudnessBar = ({ lufs, wholeLufs }: LoudnessBarProps) => {
  if (lufs === null || wholeLufs === null) return <span className="album-bar" />
  const differenceLu = lufs - wholeLufs
  const share = Math.max(-1, Math.min(1, differenceLu / SPAN_LU)) / 2
  return (
    <svg
      className="album-bar"
      role="img"
      aria-label={`${formatNumber(lufs, 1)} LUFS, ${formatSigned(differenceLu, 1)} LU beside the album`}
      viewBox="-0.5 0 1 1"
      preserveAspectRatio="none"
    >
      <rect x={Math.min(0, share)} y={0.2} width={Math.abs(share)} height={0.6} />
      <line x1={0} x2={0} y1={0} y2={1} />
    </svg>
  )
}
