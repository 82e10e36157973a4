import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import { type CodecChange, codecChange } from './codec-change'
import type { CodecProfile } from './codec-profile'
import { ditherToleranceLu } from './dither-tolerance'
import { type FormatId, formatOf } from './formats/registry'
import type { MeasuredFile } from './measuring-store'
import type { FileChoices } from './write-file'

/** What a second look at a written file found. */
export interface FileCheck {
  /** `same`: opened again, sample for sample. `decoded`: lossy, measured after its decoder. `unread`: no decoder here. */
  readonly kind: 'same' | 'decoded' | 'unread'
  readonly sampleRate: number
  readonly lengthFrames: number
  /** Of the file; null where it is too short, or unread. */
  readonly integratedLufs: number | null
  /** Of the file, see `MeasuredFile`; null where it is unread. */
  readonly truePeakDbtp: number | null
  /** Samples that the file could not hold, or that a player clips after the decoder. */
  readonly clippedSamples: number
  /** Of the samples that it was made of, see PcmChecksum: `same` has them; null for a lossy file. */
  readonly checksum: string | null
  /** What the codec changed; null for a lossless file, and for one that is unread. */
  readonly codec: CodecChange | null
}

/** What the file was made of. */
export interface Expected {
  readonly store: Pick<PcmReader, 'sampleRate' | 'channelCount' | 'lengthFrames'>
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number
  /** Of the limiter that the audio went through; what a lossy codec makes of it may be over. */
  readonly ceilingDbtp: number
  readonly clippedSamples: number
  /** Of the samples that were written; null for a lossy file. */
  readonly checksum: string | null
  /** Of a lossy file's master. */
  readonly profile: CodecProfile | null
}

/** dB that a codec may add to the bands that it keeps, or take: on noise they stay under 0.7. */
const KEPT_BANDS_DB = 1
/** Less of the master's loudness than this, and there is nothing to know it by. */
const LEAST_KEPT_SHARE = 0.02

/** BS.1770-5's absolute gate: below it nothing is loud, and dither alone may lie there. */
const ABSOLUTE_GATE_LUFS = -70

/**
 * Whether a file holds what was written into it. `export-mismatch` when its length or loudness is another, when a
 * lossless one has other samples or a true peak over the ceiling: such a file is never handed out. A lossy one may be quieter by the
 * bands that its codec leaves out, as long as what it keeps is there: `codec-too-coarse` where next to nothing is.
 */
export const verifyFile = (
  measured: Outcome<MeasuredFile>,
  format: FormatId,
  choices: FileChoices,
  expected: Expected,
): Outcome<FileCheck> => {
  const { sampleRate, channelCount, lengthFrames } = expected.store
  const { clippedSamples, checksum } = expected
  const shape = { sampleRate, lengthFrames }
  if (!measured.ok) {
    if (measured.error.code !== 'codec-missing') return measured
    const levels = { integratedLufs: null, truePeakDbtp: null }
    const unknown = { ...levels, clippedSamples, checksum, codec: null }
    return ok({ kind: 'unread', ...shape, ...unknown })
  }
  const found = measured.value
  if (
    found.lengthFrames !== lengthFrames ||
    found.sampleRate !== sampleRate ||
    found.channelCount !== channelCount
  )
    return fail('export-mismatch', `${found.lengthFrames} of ${lengthFrames} frames`)
  const { integratedLufs, truePeakDbtp } = found
  const levels = { integratedLufs, truePeakDbtp }
  const sounds = agrees(
    integratedLufs,
    expected.integratedLufs,
    toleranceLu(format, choices, expected),
  )
  if (checksum === null) {
    const codec = changeIn(found, expected)
    if (!sounds && (codec === null || Math.abs(codec.keptChangeDb) > KEPT_BANDS_DB))
      return fail('export-mismatch', otherLoudness(found, expected))
    if (!sounds && codec && codec.keptShare < LEAST_KEPT_SHARE) return fail('codec-too-coarse')
    const over = found.samplesOverFullScale
    return ok({ kind: 'decoded', ...shape, ...levels, clippedSamples: over, checksum, codec })
  }
  if (!sounds) return fail('export-mismatch', otherLoudness(found, expected))
  if (found.checksum !== checksum)
    return fail('export-mismatch', `samples ${found.checksum}, not ${checksum}`)
  if (truePeakDbtp > expected.ceilingDbtp)
    return fail('export-mismatch', `${truePeakDbtp} dBTP, over ${expected.ceilingDbtp}`)
  return ok({ kind: 'same', ...shape, ...levels, clippedSamples, checksum, codec: null })
}

const otherLoudness = (found: MeasuredFile, expected: Expected): string =>
  `${found.integratedLufs} LUFS, not ${expected.integratedLufs}`

const changeIn = (found: MeasuredFile, expected: Expected): CodecChange | null =>
  found.profile && expected.profile
    ? codecChange(
        { ...expected, profile: expected.profile },
        { ...found, profile: found.profile },
        found.sampleRate,
      )
    : null

const toleranceLu = (
  format: FormatId,
  { depth, dither }: FileChoices,
  { integratedLufs, store }: Expected,
): number => {
  const { depths, loudnessToleranceLu } = formatOf(format)
  if (depths.length === 0) return loudnessToleranceLu
  const loudness = Math.max(integratedLufs ?? ABSOLUTE_GATE_LUFS, ABSOLUTE_GATE_LUFS)
  return loudnessToleranceLu + ditherToleranceLu(loudness, depth, dither, store.channelCount)
}

const agrees = (got: number | null, wanted: number | null, tolerance: number): boolean => {
  if (wanted === null || got === null) return wanted === got
  if (wanted < ABSOLUTE_GATE_LUFS) return got < ABSOLUTE_GATE_LUFS + Math.max(1, tolerance)
  return Math.abs(got - wanted) <= tolerance
}
