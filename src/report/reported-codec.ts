import type { DeliveredFile } from '../delivery/deliver-track'
import { formatOf } from '../delivery/formats/registry'
import { type DeliverySettings, isLossy, qualityOf } from '../delivery/settings'
import type { ReportedCodec } from './report'

/** Full scale, dBTP. */
const FULL_SCALE = 0

/** What the codec of a lossy file made of the master; null for a lossless one. */
export const reportedCodec = (
  settings: DeliverySettings,
  { check, margin, ceilingDbtp }: Pick<DeliveredFile<unknown>, 'check' | 'margin' | 'ceilingDbtp'>,
): ReportedCodec | null => {
  if (!isLossy(settings.format)) return null
  const { makers, qualities, systemEncoder } = formatOf(settings.format)
  const quality = qualityOf(settings)
  const { truePeakDbtp, integratedLufs, lengthFrames, codec } = check
  return {
    encoder: (settings.encoder === 'system' ? systemEncoder : undefined) ?? makers?.encoder ?? '',
    decoder: check.kind === 'decoded' ? (makers?.decoder ?? '') : null,
    quality: qualities.find(({ value }) => value === quality)?.label ?? quality,
    integratedLufs,
    truePeakDbtp,
    underCeilingDb: truePeakDbtp === null ? null : ceilingDbtp - truePeakDbtp,
    underFullScaleDb: truePeakDbtp === null ? null : FULL_SCALE - truePeakDbtp,
    clippedSamples: check.kind === 'decoded' ? check.clippedSamples : null,
    lengthFrames,
    change: codec,
    aim: margin,
  }
}
