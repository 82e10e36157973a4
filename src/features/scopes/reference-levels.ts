import { FINGERPRINT_BANDS, type Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { BandGrid } from '../../analysis/spectrum'

/**
 * Average levels of a reference in the bands of a plot, as loud as what it is drawn beside (`besideLufs`; null: as it
 * is). Its sixths of an octave are spread evenly over narrower bands.
 */
export const referenceLevels = (
  { mid, side, integratedLufs }: Fingerprint,
  grid: BandGrid,
  besideLufs: number | null,
): Float32Array => {
  const shiftDb = besideLufs !== null && integratedLufs !== null ? besideLufs - integratedLufs : 0
  return Float32Array.from({ length: grid.count }, (_, k) => {
    const band = Math.min(
      FINGERPRINT_BANDS.count - 1,
      Math.max(0, Math.floor(6 * Math.log2(grid.centreHz(k) / FINGERPRINT_BANDS.edgeHz(0)))),
    )
    const share = 6 * Math.log2(grid.edgeHz(k + 1) / grid.edgeHz(k))
    const power =
      10 ** ((mid.meanDb[band] ?? -160) / 10) + 10 ** ((side?.meanDb[band] ?? -160) / 10)
    return 10 * Math.log10(power * share) + shiftDb
  })
}
