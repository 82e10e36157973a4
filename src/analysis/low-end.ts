import type { JobContext } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { BASS_THIRDS, type LowRow, lowRows } from './evidence/low-windows'
import { powerDb } from './evidence/spectral-row'
import type { Segment } from './segments'

/** What the bass of a track is like, finer than any spectrum of the whole tells. Plain data. */
export interface LowEnd {
  readonly binHz: number
  /** Per bin the least of all windows, dB of a full-scale sine: what stands still shows, music does not. */
  readonly steadyDb: Float32Array
  /** Level of middle and sides per band of THIRD_BANDS up to 100 Hz, dB of a full-scale sine; −200 for nothing. */
  readonly midsDb: Float32Array
  readonly sidesDb: Float32Array
}

/** As far as the second line of 60 Hz and what is compared with it. */
const LINES_TO_HZ = 130
/** A line lies in the bins around its frequency … */
const LINE_REACH_HZ = 0.8
/** … and stands out of these. */
const BESIDE_HZ = [2.5, 8] as const

/** What windows evenly spread over a track tell; null for none. */
export const lowEndOf = (rows: readonly LowRow[]): LowEnd | null => {
  const even = rows.filter(({ isQuiet }) => !isQuiet)
  const [first] = even
  if (!first) return null
  const least = (bin: number): number => Math.min(...even.map(({ lines }) => lines[bin] ?? 0))
  const thirdsDb = (of: (row: LowRow) => Float32Array): Float32Array =>
    Float32Array.from({ length: BASS_THIRDS }, (_, band) =>
      powerDb(even.reduce((sum, row) => sum + (of(row)[band] ?? 0), 0) / even.length),
    )
  return {
    binHz: first.binHz,
    steadyDb: Float32Array.from({ length: Math.floor(LINES_TO_HZ / first.binHz) }, (_, bin) =>
      powerDb(least(bin)),
    ),
    midsDb: thirdsDb(({ midThirds }) => midThirds),
    sidesDb: thirdsDb(({ sideThirds }) => sideThirds),
  }
}

/** Rows for {@link lowEndOf} of a segment of audio that was not searched; none where the track is shorter than a window of two seconds. */
export const lowRowsIn = (
  audio: PcmReader,
  segment: Segment,
  kernels: Kernels,
  job: JobContext,
): Promise<readonly LowRow[]> =>
  lowRows(audio, segment, { values: new Float32Array(0) }, 0, kernels, job)

/** How far a line stands out of what lies beside it, dB; null beyond what is known. */
export const lineStandsOutDb = ({ steadyDb, binHz }: LowEnd, freqHz: number): number | null => {
  const [near, far] = BESIDE_HZ
  if (freqHz + far > steadyDb.length * binHz) return null
  const between = (fromHz: number, toHz: number): readonly number[] =>
    Array.from(steadyDb.subarray(Math.ceil(fromHz / binHz), Math.floor(toHz / binHz) + 1))
  const beside = [
    ...between(freqHz - far, freqHz - near),
    ...between(freqHz + near, freqHz + far),
  ].toSorted((a, b) => a - b)
  const line = Math.max(...between(freqHz - LINE_REACH_HZ, freqHz + LINE_REACH_HZ))
  return line - (beside[beside.length >> 1] ?? 0)
}
