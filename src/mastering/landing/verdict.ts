/** What the landing part was given. */
export interface BeforeLanding {
  /** Peak to loudness, LU. */
  readonly crestLu: number
  readonly rangeLu: number | null
}

/** How the master landed. Plain numbers; the sentence is written in one place (features/landing). */
export type Verdict =
  | ({ readonly status: 'hit' } & LandingFigures)
  | ({
      readonly status: 'missed'
      readonly reason: MissReason
      readonly missLu: number
    } & LandingFigures)
  /** Silent or shorter than 400 ms: nothing to land. */
  | { readonly status: 'unmeasurable'; readonly reason: 'silent' | 'too-short' }

export interface LandingFigures {
  readonly targetLufs: number
  readonly integratedLufs: number
  readonly ceilingDbtp: number
  /** Measured with the 16 × 128 interpolator, dBTP. */
  readonly truePeakDbtp: number
  readonly driveDb: number
  /** Share of the track (0…1) where the limiter took more than 0.1 dB. */
  readonly limitedShare: number
  readonly maximumReductionDb: number
  readonly averageReductionDb: number
  /** What the low band alone, under 200 Hz, was turned down by at most, dB ≥ 0; that is in none of the others. */
  readonly lowMaximumReductionDb: number
  /** … and on average, dB ≥ 0. */
  readonly lowAverageReductionDb: number
  /** Peaks that were cancelled instead of turned down, all channels. */
  readonly cancelledPeaks: number
  /** How far the highest of them stood over the ceiling, dB. */
  readonly deepestCancelledDb: number
  /** Peak to loudness, before − after the landing, LU. */
  readonly crestLostLu: number
  /** Loudness range, before − after, LU; null where there is none. */
  readonly rangeLostLu: number | null
}

export type MissReason =
  /** However hard it is driven, sound under this ceiling gets no louder. */
  | 'saturated'
  /** Louder would be heard more than the recipe allows: stopped as asked. */
  | 'damage'
  /** The limiter is off, so level alone decides, and the ceiling stops it. */
  | 'limiter-off'
  /** Drive at its bound (very quiet input). */
  | 'drive-range'
  /** The loudness did not settle on the target within the allowed passes. */
  | 'not-converged'
  /** The master is on its target; what its codec leaves out is missing. */
  | 'codec'
