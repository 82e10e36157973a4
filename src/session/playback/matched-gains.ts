import { dbToAmplitude } from '../../core/decibels'

/**
 * Linear gains that bring both signals to the quieter one's integrated loudness: nothing is turned up, so nothing clips.
 * Unity for both when matching is off or either is not measurable.
 */
export const matchedGains = (
  on: boolean,
  originalLufs: number | null,
  masterLufs: number | null,
): { readonly originalGain: number; readonly masterGain: number } => {
  const measurable = (lufs: number | null): lufs is number => lufs !== null && Number.isFinite(lufs)
  if (!on || !measurable(originalLufs) || !measurable(masterLufs))
    return { originalGain: 1, masterGain: 1 }
  const common = Math.min(originalLufs, masterLufs)
  return {
    originalGain: dbToAmplitude(common - originalLufs),
    masterGain: dbToAmplitude(common - masterLufs),
  }
}
