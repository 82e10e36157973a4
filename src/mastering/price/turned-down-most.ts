import type { Envelope } from '../../analysis/envelope'
import type { Landing } from '../../chain/descriptor'
import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { maskingOf } from '../../dsp/dynamics/masked-limiter'
import { depthGrid } from '../../dsp/dynamics/masking-depths'
import type { Kernels } from '../../dsp/kernels'
import { excerptOf, type Stretch } from '../landing/excerpt'
import { limiterParamsOf } from '../landing/limiter-settings'
import { findDepths } from '../render/find-depths'

/** Even shares of a track; the highest peak of each is looked at. */
const SHARES = 48
/** Hops of a probe: those around the peak, and what the depths of these are judged on. */
const PROBE_HOPS = 16
/** Depths of so many hops before and after a peak hold it down. */
const NEIGHBOURS = 4

/** A short stretch around a peak. */
export interface PeakProbe extends Stretch {
  readonly peakFrame: number
  /** Linear, before any drive. */
  readonly peak: number
}

/**
 * Probes all over a track: what turns single peaks down is that nothing masks their cancelling there, which the highest of all
 * tell as little of as any stretch does. Empty where the track is shorter than a probe.
 */
export const peakProbes = ({
  pages,
  hopFrames,
  lengthFrames,
  sampleRate,
}: Envelope): readonly PeakProbe[] => {
  const { hopFrames: grid } = depthGrid(sampleRate)
  const length = PROBE_HOPS * grid
  if (lengthFrames < length) return []
  const highest = Array.from({ length: SHARES }, () => ({ peak: 0, peakFrame: 0 }))
  for (const { peak, firstHop } of pages)
    for (const [at, top] of peak.entries()) {
      const peakFrame = (firstHop + at) * hopFrames
      const share = highest[Math.floor((SHARES * peakFrame) / lengthFrames)]
      if (!share || top <= share.peak) continue
      share.peak = top
      share.peakFrame = peakFrame
    }
  return highest
    .filter(({ peak }) => peak > 0)
    .map((found) => {
      const middle = Math.round((found.peakFrame - length / 2) / grid) * grid
      const start = Math.max(0, Math.min(middle, Math.floor((lengthFrames - length) / grid) * grid))
      return { ...found, start, end: start + length }
    })
}

/**
 * How far each of these peaks would be turned down, dB ≥ 0; null where the landing leaves nothing to be found out: where it
 * cancels nothing, or turns nothing down.
 */
export const turnedDownDb = async (
  audio: PcmReader,
  probes: readonly PeakProbe[],
  recipe: Recipe,
  landing: Landing,
  kernels: Kernels,
  job: JobContext,
): Promise<readonly number[] | null> => {
  const params = limiterParamsOf(recipe, landing)
  const masking = params && maskingOf(params, landing.budgetDb)
  if (!masking) return null
  const { driveDb } = landing
  const ceilingDb = amplitudeToDb(masking.ceiling)
  const overs = probes.flatMap((probe, index) => {
    const overDb = amplitudeToDb(probe.peak) + driveDb - ceilingDb
    return overDb > 0 ? [{ probe, index, overDb }] : []
  })
  const reductionsDb = probes.map(() => 0)
  if (overs.length === 0) return reductionsDb
  const excerpt = excerptOf(
    audio,
    overs.map(({ probe }) => probe),
  )
  const segment = { startFrame: 0, endFrame: excerpt.lengthFrames, last: true }
  const depthsDb = await findDepths(excerpt, { segment, driveDb, masking }, kernels, job)
  const { hopFrames } = depthGrid(audio.sampleRate)
  for (const [place, { probe, index, overDb }] of overs.entries()) {
    const hop = Math.floor((probe.peakFrame - probe.start) / hopFrames)
    const from = place * PROBE_HOPS + Math.max(0, hop - NEIGHBOURS)
    const to = place * PROBE_HOPS + Math.min(PROBE_HOPS, hop + NEIGHBOURS + 1)
    const depthDb = depthsDb.subarray(from, to).reduce((least, db) => Math.min(least, db))
    reductionsDb[index] = Math.max(0, overDb - depthDb)
  }
  return reductionsDb
}
