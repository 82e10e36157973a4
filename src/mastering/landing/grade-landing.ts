import type { Listener } from '../../analysis/damage/ears'
import { type DamageGrade, gradeDamage } from '../../analysis/damage/grade-damage'
import { dbToAmplitude } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { Upstream } from '../render/upstream'
import { LoudnessModel } from './loudness-model'

/**
 * How audible it is what landing did: the master against what went into the drive, at the same loudness. What
 * the style does ahead of it is wanted, and no damage. null where there is nothing to compare: silence, or
 * less than a second. `listener`: as of `gradeDamage`.
 */
export const gradeLanding = async (
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  master: PcmReader,
  masterLufs: number | null,
  kernels: Kernels,
  job: JobContext,
  listener?: Listener,
): Promise<DamageGrade | null> => {
  const upstreamLufs = new LoudnessModel(envelope, null).integratedLufs(0, Number.POSITIVE_INFINITY)
  if (upstreamLufs === null || masterLufs === null) return null
  const gain = dbToAmplitude(upstreamLufs - masterLufs)
  return Number.isFinite(gain) ? gradeDamage(audio, master, gain, kernels, job, listener) : null
}
