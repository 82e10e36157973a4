import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { log10 } from '../../dsp/elementary'
import type { Kernels } from '../../dsp/kernels'
import type { Analysis } from '../analysis'
import { bandReader } from '../spectrum'
import { type BandLevels, FINGERPRINT_BANDS, type Fingerprint, FLOOR_DB } from './fingerprint'
import { LevelHistogram } from './level-histogram'
import { MidSideSpectra } from './mid-side-spectra'

/** The loud part: where the short-term loudness is within this of its maximum. */
const LOUD_WITHIN_LU = 6
/** A short-term window is centred this long before the moment it ends. */
const HALF_SHORT_TERM_S = 1.5
/** Of 3 s every 100 ms, these reach before the start. */
const PARTIAL_WINDOWS = 29
const COURSE_STEPS = 120
/** Below it BS.1770 hears nothing. */
const SILENT_LUFS = -70
/** What lies this far below the loudest band is not the sound any more, but its floor. */
const REACH_DB = 80
/** A fall as steep as this between neighbouring sixths of an octave is the wall of a codec or converter. */
const WALL_DB = 18
/** Walls are looked for from here up. */
const WALL_FROM_HZ = 9000

/** Tone, width, dynamics and loudness of a track that has been analysed. Silence gives the floor throughout. */
export const measureFingerprint = async (
  reader: PcmReader,
  analysis: Analysis,
  about: { readonly name: string; readonly date: string },
  kernels: Kernels,
  job: JobContext,
): Promise<Fingerprint> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const spectra = new MidSideSpectra(reader, kernels)
  const mid = new BandStatistics()
  const side = new BandStatistics()
  const whole = new LevelHistogram()
  try {
    // Whole windows; of what is shorter than one, the beginning of it.
    const last = Math.max(0, lengthFrames - 2 * spectra.hopFrames)
    for (let start = 0; start <= last; start += spectra.hopFrames) {
      const centreSeconds = (start + spectra.hopFrames) / sampleRate
      if (isLoud(analysis, centreSeconds)) {
        spectra.read(start)
        mid.add(spectra.mid, spectra.binHz)
        side.add(spectra.side, spectra.binHz)
        whole.add(decibels(total(spectra.mid) + total(spectra.side)))
      }
      job.report(last === 0 ? 1 : start / last)
      const pause = job.checkpoint()
      if (pause) await pause
    }
  } finally {
    spectra.release()
  }
  const { loudness } = analysis
  const midLevels = mid.levels()
  return {
    version: 1,
    name: about.name,
    date: about.date,
    durationSeconds: lengthFrames / sampleRate,
    sampleRate,
    channelCount,
    integratedLufs: finiteOrNull(loudness.integratedLufs),
    maximumShortTermLufs: finiteOrNull(loudness.maximumShortTermLufs),
    loudnessRangeLu: loudness.loudnessRangeLu,
    peakToLoudnessLu: finiteOrNull(analysis.peakToLoudnessLu),
    correlation: analysis.correlation,
    ...courseOf(loudness.shortTermLufs),
    bandwidthHz: bandwidthOf(midLevels.meanDb),
    mid: midLevels,
    side: channelCount === 1 ? null : side.levels(),
    levels: {
      p10Db: whole.percentileDb(10),
      p50Db: whole.percentileDb(50),
      p70Db: whole.percentileDb(70),
      p90Db: whole.percentileDb(90),
      p95Db: whole.percentileDb(95),
    },
  }
}

/** The series in even steps, without the windows that reach before the start; nothing where there is no whole one. */
const courseOf = (shortTermLufs: Float32Array): Pick<Fingerprint, 'courseLufs'> => {
  const whole = shortTermLufs.length - PARTIAL_WINDOWS
  if (whole < 1) return {}
  const steps = Math.min(whole, COURSE_STEPS)
  const at = (step: number): number => {
    const index = PARTIAL_WINDOWS + Math.floor(((step + 0.5) * whole) / steps)
    return Math.round(10 * Math.max(SILENT_LUFS, shortTermLufs[index] ?? SILENT_LUFS)) / 10
  }
  return { courseLufs: Array.from({ length: steps }, (_, step) => at(step)) }
}

/** Where there is no short-term loudness (under 3 s), all of it counts. */
const isLoud = ({ loudness }: Analysis, centreSeconds: number): boolean => {
  const { maximumShortTermLufs, shortTermLufs, seriesHopSeconds } = loudness
  if (maximumShortTermLufs === null) return true
  const index = Math.round((centreSeconds + HALF_SHORT_TERM_S) / seriesHopSeconds) - 1
  const lufs = shortTermLufs[Math.min(index, shortTermLufs.length - 1)]
  return lufs !== undefined && lufs >= maximumShortTermLufs - LOUD_WITHIN_LU
}

/** Mean and percentiles of each band. */
class BandStatistics {
  private readonly sums = new Float64Array(FINGERPRINT_BANDS.count)
  private readonly histograms = Array.from(this.sums, () => new LevelHistogram())
  private readonly bandsDb = new Float32Array(FINGERPRINT_BANDS.count)
  private windows = 0

  add(power: Float64Array, binHz: number): void {
    bandReader(power, binHz)(FINGERPRINT_BANDS, this.bandsDb)
    for (const [band, levelDb] of this.bandsDb.entries()) {
      this.sums[band] = (this.sums[band] ?? 0) + 10 ** (levelDb / 10)
      this.histograms[band]?.add(levelDb)
    }
    this.windows++
  }

  levels(): BandLevels {
    const percentiles = (percent: number) =>
      this.histograms.map((histogram) => tenths(histogram.percentileDb(percent)))
    return {
      meanDb: Array.from(this.sums, (sum) => hundredths(decibels(sum / Math.max(1, this.windows)))),
      p10Db: percentiles(10),
      p50Db: percentiles(50),
      p90Db: percentiles(90),
    }
  }
}

const bandwidthOf = (meanDb: readonly number[]): number => {
  const loudestDb = Math.max(...meanDb)
  if (loudestDb <= FLOOR_DB) return 0
  let highest = 0
  for (const [band, levelDb] of meanDb.entries()) {
    const fallDb = (meanDb[band - 1] ?? FLOOR_DB) - levelDb
    if (FINGERPRINT_BANDS.edgeHz(band) >= WALL_FROM_HZ && fallDb >= WALL_DB) break
    if (levelDb > loudestDb - REACH_DB) highest = band
  }
  return Math.round(FINGERPRINT_BANDS.edgeHz(highest + 1))
}

const total = (power: Float64Array): number => power.reduce((sum, value) => sum + value, 0)
const decibels = (power: number): number =>
  power > 0 ? Math.max(FLOOR_DB, 10 * log10(power)) : FLOOR_DB
const tenths = (value: number): number => Math.round(value * 10) / 10
const hundredths = (value: number): number => Math.round(value * 100) / 100
const finiteOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null
