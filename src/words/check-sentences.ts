import type { DeliveredFile } from '../delivery/deliver-track'
import type { CodecMargin } from '../delivery/hold-after-codec'
import { leftOutSentence } from './codec-sentences'
import { formatNumber, formatTime } from './format'

/** What the second look at a file found, in words: first how it was looked at, then the figures, then what a codec did. */
export const checkSentences = (
  file: Pick<DeliveredFile<unknown>, 'check' | 'verdict' | 'margin' | 'ceilingDbtp'>,
  formatLabel: string,
  isSaved = true,
): { readonly headline: string; readonly detail: string } => {
  const { kind } = file.check
  const written = isSaved ? 'Saved' : 'Written'
  if (kind === 'unread')
    return {
      headline: `${written}, but not read back.`,
      detail: `${figures(file)} This browser has no decoder for ${formatLabel}: open the page over https in a current browser to have the file measured.`,
    }
  const more = kind === 'decoded' ? codecSentences(file) : ['Sample for sample the master.']
  return { headline: `${written} and read back.`, detail: [figures(file), ...more].join(' ') }
}

const figures = ({ check, verdict }: Pick<DeliveredFile<unknown>, 'check' | 'verdict'>): string => {
  const { integratedLufs, truePeakDbtp, clippedSamples } = check
  const measured = check.kind !== 'unread'
  return [
    formatTime(check.lengthFrames / check.sampleRate, true),
    `${check.sampleRate / 1000} kHz`,
    ...(measured
      ? [`${integratedLufs === null ? '–' : formatNumber(integratedLufs, 2)} LUFS`]
      : []),
    ...(verdict.status === 'missed'
      ? [`${formatNumber(verdict.missLu, 2)} LU off its target`]
      : []),
    ...(truePeakDbtp === null ? [] : [`${formatNumber(audible(truePeakDbtp), 2)} dBTP`]),
    clippedText(clippedSamples),
  ].join(', ')
}

const clippedText = (count: number): string =>
  count === 0 ? 'no clipped samples.' : `${count} clipped ${count === 1 ? 'sample' : 'samples'}.`

const codecSentences = ({
  check,
  margin,
  ceilingDbtp,
}: Pick<DeliveredFile<unknown>, 'check' | 'margin' | 'ceilingDbtp'>): string[] => {
  const overDb = (check.truePeakDbtp ?? ceilingDbtp) - ceilingDbtp
  const ceiling = `the ceiling of ${formatNumber(ceilingDbtp, 2)} dBTP`
  const stands =
    overDb > 0
      ? `After the codec ${formatNumber(overDb, 2)} dB over ${ceiling}.`
      : `After the codec ${formatNumber(-overDb, 2)} dB under ${ceiling}.`
  const { codec } = check
  const leftOut = codec ? leftOutSentence(codec).trim() : ''
  return [
    overDb < -SILENT_DB ? '' : stands,
    leftOut,
    ...(margin && margin.rounds > 1 ? holdingSentences(margin) : []),
  ].filter(Boolean)
}

/** What a decoder computes of silence is none: no float of 24 bits is so small beside full scale. */
const SILENT_DB = 200

const audible = (levelDb: number): number =>
  levelDb < -SILENT_DB ? Number.NEGATIVE_INFINITY : levelDb

/** What it took to get there. */
const holdingSentences = (margin: CodecMargin): readonly string[] => {
  const { held, rounds, limiterCeilingDbtp, loudnessShiftLu, loudnessCostLu: cost } = margin
  const shift = formatNumber(Math.abs(loudnessShiftLu), 2)
  const whyLower =
    held === null || loudnessShiftLu > -CODEC_ADDS_LU
      ? 'lower, for the codec adds that'
      : 'lower: the limiter alone did not hold it'
  const aimed =
    Math.abs(loudnessShiftLu) < LEAST_SHIFT_LU
      ? []
      : [
          `Aimed ${shift} LU ${loudnessShiftLu > 0 ? 'higher, for the codec takes that' : whyLower}${held === null ? ` (${rounds} rounds)` : ''}.`,
        ]
  if (held === null) return aimed
  const costs =
    cost === null
      ? ''
      : `, ${formatNumber(Math.abs(cost), 2)} LU ${cost > 0 ? 'louder' : 'quieter'}`
  const how = `the limiter at ${formatNumber(limiterCeilingDbtp, 2)} dBTP${costs}`
  return [
    held
      ? `Held in ${rounds} rounds: ${how}.`
      : `Not held in ${rounds} rounds; the nearest was kept: ${how}. Lower the ceiling, or take a higher quality.`,
    ...aimed,
  ]
}

/** More loudness than this no codec adds. */
const CODEC_ADDS_LU = 0.2
/** Less is not worth a word, LU. */
const LEAST_SHIFT_LU = 0.02
