import { PEAK_BLUR_FRAMES } from '../../analysis/envelope'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { TruePeakScanner } from '../../dsp/meters/true-peak'
import { VERIFIER_SHAPE } from '../../dsp/resampling/interpolator'
import type { LimitedStretches } from './limited-stretches'

/** Frames read at a time: whole runs of the true-peak kernel. */
const READ_FRAMES = 1024

/**
 * The largest true peak (linear, 16 × 128) that `audio` would have after these gains, looked for where the
 * limiter's own detector (8 × 64) finds one nearly at its threshold; 0 where there is no such place. Gains of
 * 1 ms, so a peak's is the smallest around it: what the limiter holds there.
 */
export const predictLimitedPeak = async (
  audio: PcmReader,
  { hopFrames, stretches, gainAround }: LimitedStretches,
  kernels: Kernels,
  { checkpoint }: Pick<JobContext, 'checkpoint'>,
): Promise<number> => {
  const scope = kernels.scope()
  try {
    const scanner = new TruePeakScanner(kernels, scope, VERIFIER_SHAPE)
    const { historyFrames, tailFrames } = scanner
    const window = Array.from({ length: audio.channelCount }, () =>
      scope.f32(historyFrames + READ_FRAMES),
    )
    const views = window.map(({ view }) => view)
    let largest = 0
    for (const { first, end } of stretches) {
      const stop = end * hopFrames + tailFrames
      const start = Math.floor((first * hopFrames) / PEAK_BLUR_FRAMES) * PEAK_BLUR_FRAMES
      for (let from = start; from < stop; from += READ_FRAMES) {
        readAround(audio, from - historyFrames, views)
        const runs = Math.min(READ_FRAMES, stop - from)
        for (let at = 0; at < runs; at += PEAK_BLUR_FRAMES) {
          // Values between samples come half the taps late.
          const middle = from + at + PEAK_BLUR_FRAMES / 2 - tailFrames
          const gain = gainAround(Math.max(0, Math.floor(middle / hopFrames)))
          const floor = Math.fround(largest / gain)
          let found = floor
          for (const { pointer } of window)
            found = scanner.scan(pointer + (historyFrames + at) * 4, PEAK_BLUR_FRAMES, found)
          if (found > floor) largest = found * gain
        }
      }
      await checkpoint()
    }
    return largest
  } finally {
    scope.release()
  }
}

/** Fills the views with the audio from `start` on, silence ahead of it and behind. */
const readAround = (audio: PcmReader, start: number, views: readonly Float32Array[]): void => {
  const ahead = Math.max(0, -start)
  const frames = (views[0]?.length ?? 0) - ahead
  const into = ahead === 0 ? views : views.map((view) => view.subarray(ahead))
  const read = audio.read(start + ahead, into, frames)
  for (const view of views) {
    view.fill(0, 0, ahead)
    view.fill(0, ahead + read)
  }
}
