import type { NamedText, Tags } from '../../core/tags'
import type { FormatId } from '../formats/registry'

/** ReplayGain 2.0: what a track is brought to, LUFS. */
const REPLAY_GAIN_LUFS = -18
/** EBU R 128, for Opus (RFC 7845, section 5.2.1). */
const R128_LUFS = -23
/** Parts of a decibel that Opus counts in. */
const Q7_8 = 256
const LEAST_Q7_8 = -32_768
const MOST_Q7_8 = 32_767

export interface GainMeasurements {
  /** null or −Infinity: no gain can be told. */
  readonly integratedLufs: number | null
  readonly samplePeakDbfs: number
}

/**
 * The tags with the gain that brings the file to players' common loudness: ReplayGain 2.0's gain and peak, or R 128's in Opus,
 * which has no others; `album`: the same of all its tracks together, told beside.
 */
export const withReplayGain = (
  tags: Tags,
  format: FormatId,
  measured: GainMeasurements,
  album?: GainMeasurements,
): Tags => {
  const texts = [
    ...gainTexts('TRACK', format, measured),
    ...(album ? gainTexts('ALBUM', format, album) : []),
  ]
  return texts.length === 0 ? tags : { ...tags, others: [...(tags.others ?? []), ...texts] }
}

const gainTexts = (
  of: 'TRACK' | 'ALBUM',
  format: FormatId,
  { integratedLufs, samplePeakDbfs }: GainMeasurements,
): NamedText[] => {
  if (integratedLufs === null || !Number.isFinite(integratedLufs)) return []
  if (format === 'opus') {
    const steps = Math.round(Q7_8 * (R128_LUFS - integratedLufs))
    const value = String(Math.max(LEAST_Q7_8, Math.min(MOST_Q7_8, steps)))
    return [{ name: `R128_${of}_GAIN`, value }]
  }
  const gain = `${(REPLAY_GAIN_LUFS - integratedLufs).toFixed(2)} dB`
  const peak = (10 ** (samplePeakDbfs / 20)).toFixed(6)
  return [
    { name: `REPLAYGAIN_${of}_GAIN`, value: gain },
    { name: `REPLAYGAIN_${of}_PEAK`, value: peak },
  ]
}
