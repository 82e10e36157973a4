import type { JobContext } from '../../core/job'
import { monoOrStereo } from '../../core/pcm'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../kernels'
import { RESAMPLER_BLOCK_FRAMES, Resampler, resampledLength } from './resampler'

export interface ConvertServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly newStore: (sampleRate: number, channelCount: number, expectedFrames?: number) => PcmStore
}

/** The audio at `targetRate` Hz in a new store, exactly round(n · L / M) frames long. */
export async function convertRate(
  source: PcmReader,
  targetRate: number,
  { kernels, job, newStore }: ConvertServices,
): Promise<PcmStore> {
  const channelCount = monoOrStereo(source.channelCount)
  const { sampleRate: sourceRate, lengthFrames } = source
  const total = resampledLength(lengthFrames, sourceRate, targetRate)
  const store = newStore(targetRate, channelCount, total)
  const resampler = new Resampler({ kernels, sourceRate, targetRate, channelCount })
  const block = Array.from({ length: channelCount }, () => new Float32Array(RESAMPLER_BLOCK_FRAMES))
  const keep = (frames: number) =>
    store.append(resampler.output, Math.min(frames, total - store.lengthFrames))
  try {
    for (let at = 0; at < lengthFrames; at += RESAMPLER_BLOCK_FRAMES) {
      keep(resampler.push(block, source.read(at, block, RESAMPLER_BLOCK_FRAMES)))
      job.report(at / lengthFrames)
      await job.checkpoint()
    }
    keep(resampler.finish())
  } catch (cause) {
    store.release()
    throw cause
  } finally {
    resampler.dispose()
  }
  return store
}
