import { dbToAmplitude } from '../../core/decibels'

const isMeasurable = (lufs: number | null): lufs is number => lufs !== null && Number.isFinite(lufs)

/**
 * Linear gains that bring original and master to the quietest one's integrated loudness, a reference's counted where
 * there is one: nothing is turned up, so nothing clips. Unity for both when matching is off or either is not measurable.
 */
export const matchedGains = (
  on: boolean,
  originalLufs: number | null,
  masterLufs: number | null,
  referenceLufs: number | null = null,
): { readonly originalGain: number; readonly masterGain: number } => {
  if (!on || !isMeasurable(originalLufs) || !isMeasurable(masterLufs))
    return { originalGain: 1, masterGain: 1 }
  const common = Math.min(originalLufs, masterLufs, referenceLufs ?? Number.POSITIVE_INFINITY)
  return {
    originalGain: dbToAmplitude(common - originalLufs),
    masterGain: dbToAmplitude(common - masterLufs),
  }
}

/** The gain that plays something of `lufs` as loud as `besideLufs` at `besideGain`; never turned up, unity where not measurable. */
export const levelledGain = (
  lufs: number | null,
  besideLufs: number | null,
  besideGain: number,
): number =>
  isMeasurable(lufs) && isMeasurable(besideLufs)
    ? Math.min(1, besideGain * dbToAmplitude(besideLufs - lufs))
    : 1
