import { BAND_COUNT, EAR_BANDS } from './ear'

/** Less than this is nothing. */
const FLOOR = 1e-12

/** Sums bins into bands: each bin counts by the share of its width that lies in the band. */
export class BandPowers {
  private readonly first: Int32Array
  private readonly last: Int32Array
  private readonly shares: readonly Float64Array[]

  /** `binHz`: distance of the bins of the power spectra that follow. */
  constructor(binHz: number) {
    const firstOf = (lowerHz: number) => Math.floor(lowerHz / binHz + 0.5)
    const lastOf = (upperHz: number) => Math.ceil(upperHz / binHz - 0.5)
    this.first = Int32Array.from(EAR_BANDS, ({ lowerHz }) => firstOf(lowerHz))
    this.last = Int32Array.from(EAR_BANDS, ({ upperHz }) => lastOf(upperHz))
    this.shares = EAR_BANDS.map(({ lowerHz, upperHz }) => {
      const first = firstOf(lowerHz)
      return Float64Array.from({ length: lastOf(upperHz) - first + 1 }, (_, at) => {
        const bin = first + at
        const overlap =
          Math.min(upperHz, (bin + 0.5) * binHz) - Math.max(lowerHz, (bin - 0.5) * binHz)
        return Math.max(0, overlap) / binHz
      })
    })
  }

  /** Band powers of `power` into `bands`. */
  sum(power: Float64Array, bands: Float64Array): void {
    for (let band = 0; band < BAND_COUNT; band++) {
      const first = this.first[band] as number
      const last = Math.min(this.last[band] as number, power.length - 1)
      const shares = this.shares[band] as Float64Array
      let sum = 0
      for (let bin = first; bin <= last; bin++)
        sum += (shares[bin - first] as number) * (power[bin] as number)
      bands[band] = sum > FLOOR ? sum : FLOOR
    }
  }
}
