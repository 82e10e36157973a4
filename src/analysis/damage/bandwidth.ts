/** At 48 kHz: bins that are taken as noise, and where the search begins. */
const NOISE_FROM_HZ = 21_585
const HIGHEST_HZ = 21_562
const ORIGINAL_ABOVE = 10
const ALTERED_ABOVE = 10 ** 0.5

export interface Bandwidths {
  /** In bins of 23.4 Hz. */
  readonly original: number
  readonly altered: number
}

/** Highest frequencies that stand out of the noise, from power spectra of both channels, in pairs (not weighted). */
export const bandwidthsOf = (
  original: Float64Array,
  altered: Float64Array,
  channel: number,
  { binHz, binCount }: { readonly binHz: number; readonly binCount: number },
): Bandwidths => {
  const last = Math.min(binCount - 1, Math.round(24_000 / binHz) - 1)
  let noise = 0
  for (let bin = Math.round(NOISE_FROM_HZ / binHz); bin <= last; bin++)
    noise = Math.max(noise, altered[2 * bin + channel] as number)
  const top = Math.min(last, Math.round(HIGHEST_HZ / binHz))
  const highest = (power: Float64Array, from: number, least: number): number => {
    for (let bin = from; bin > 0; bin--)
      if ((power[2 * bin + channel] as number) >= least) return bin
    return 0
  }
  const ofOriginal = highest(original, top, noise * ORIGINAL_ABOVE)
  const ofAltered = highest(altered, ofOriginal, noise * ALTERED_ABOVE)
  const to48k = binHz / 23.4375
  return {
    original: (ofOriginal + 1) * to48k,
    altered: ofAltered > 0 ? (ofAltered + 1) * to48k : 0,
  }
}
