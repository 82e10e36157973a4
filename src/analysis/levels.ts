import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { LevelStatistics } from '../dsp/level-statistics'

/** Facts about the samples of a whole track. */
export interface Levels {
  /** Linear. */
  readonly samplePeak: number
  /** See LevelStatistics. */
  readonly clippedRuns: number
  readonly correlation: number
  /** Σ x of the first two channels. */
  readonly sums: readonly [number, number]
}

/** Levels of a whole track. */
export const measureLevels = async (
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<Levels> => {
  const { channelCount, lengthFrames } = reader
  const scope = kernels.scope()
  try {
    const block = Array.from({ length: channelCount }, () => scope.f32(BLOCK_FRAMES))
    const views = block.map(({ view }) => view)
    const pointers = block.map(({ pointer }) => pointer)
    const statistics = new LevelStatistics(kernels, scope, channelCount)
    for (let start = 0; start < lengthFrames; start += BLOCK_FRAMES) {
      statistics.process(pointers, reader.read(start, views, BLOCK_FRAMES))
      job.report(Math.min(1, (start + BLOCK_FRAMES) / lengthFrames))
      const pause = job.breathe()
      if (pause) await pause
    }
    return levelsOf(statistics)
  } finally {
    scope.release()
  }
}

/** What the statistics have found so far. */
export const levelsOf = (statistics: LevelStatistics): Levels => ({
  samplePeak: statistics.samplePeak,
  clippedRuns: statistics.clippedRuns,
  correlation: statistics.correlation,
  sums: [statistics.sum(0), statistics.sum(1)],
})
