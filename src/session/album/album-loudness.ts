import type { Analysis } from '../../analysis/analysis'
import { integratedLoudness } from '../../analysis/gating'
import type { AlbumLevels, AlbumPlan } from '../../store/album'

/** Of a finished master. */
export interface MeasuredTrack {
  readonly analysis: Pick<Analysis, 'loudness' | 'truePeakDbtp'>
  /** dBTP */
  readonly ceilingDbtp: number
}

/** 400 ms windows at a hop of 100 ms: the first three are not full. */
const NOT_FULL = 3
/** Steps of the gain, dB: small beside any tolerance, and the same in every browser. */
const GAIN_STEPS_PER_DB = 100

/** How loud the tracks of an album are together, and the one gain that brings them where they are wanted. */
export const albumLevels = (
  tracks: readonly MeasuredTrack[],
  { loudness, targetLufs }: Pick<AlbumPlan, 'loudness' | 'targetLufs'>,
): AlbumLevels => {
  const powers = tracks.flatMap(({ analysis }) =>
    Array.from(analysis.loudness.momentaryLufs.subarray(NOT_FULL), powerOf),
  )
  const wholeLufs = finite(integratedLoudness(powers))
  const loudestLufs = greatest(tracks.map(({ analysis }) => analysis.loudness.integratedLufs))
  const truePeakDbtp = greatest(tracks.map(({ analysis }) => analysis.truePeakDbtp))
  const aimed = loudness === 'whole' ? wholeLufs : loudness === 'loudest' ? loudestLufs : null
  const wantedDb = aimed === null ? 0 : targetLufs - aimed
  const roomDb = Math.min(
    ...tracks.map(
      ({ analysis, ceilingDbtp }) => ceilingDbtp - (finite(analysis.truePeakDbtp) ?? ceilingDbtp),
    ),
  )
  const allowedDb = Math.min(wantedDb, Math.max(0, Number.isFinite(roomDb) ? roomDb : 0))
  return {
    wholeLufs,
    loudestLufs,
    truePeakDbtp,
    gainDb: Math.floor(allowedDb * GAIN_STEPS_PER_DB) / GAIN_STEPS_PER_DB,
    isHeldBack: allowedDb < wantedDb,
  }
}

/** BS.1770-5 the other way round. */
const powerOf = (lufs: number): number => 10 ** ((lufs + 0.691) / 10)

const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null

const greatest = (values: readonly (number | null)[]): number | null => {
  const known = values.flatMap((value) => finite(value) ?? [])
  return known.length > 0 ? Math.max(...known) : null
}
