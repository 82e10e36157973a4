import { KNEE_DB } from '../../dsp/dynamics/dynamic-band'

/**
 * What a band of the dynamic equaliser takes off at a level this far over its threshold, dB ≥ 0: its static curve (Giannoulis,
 * Massberg, Reiss 2012). `rangeDb`: where its gain may go, signed.
 */
export const staticReductionDb = (overDb: number, ratio: number, rangeDb: number): number => {
  const excessDb =
    overDb >= KNEE_DB / 2
      ? overDb
      : overDb > -KNEE_DB / 2
        ? (overDb + KNEE_DB / 2) ** 2 / (2 * KNEE_DB)
        : 0
  return Math.min(excessDb * (1 - 1 / ratio), Math.abs(rangeDb))
}
