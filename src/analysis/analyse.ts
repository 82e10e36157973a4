import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { type InterpolatorShape, VERIFIER_SHAPE } from '../dsp/interpolator'
import type { Kernels } from '../dsp/kernels'
import { TruePeakMeter } from '../dsp/true-peak'
import { Analyser } from './analyser'
import type { Analysis } from './analysis'
import { decibelsOf } from './decibels'

/** Measures a whole track, mono or stereo. Silence gives −Infinity where levels are meant, never NaN. */
export async function analyse(
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<Analysis> {
  const analyser = new Analyser(kernels, reader.sampleRate, reader.channelCount)
  try {
    for (let start = 0; start < reader.lengthFrames; start += BLOCK_FRAMES) {
      analyser.commit(reader.read(start, analyser.room(), BLOCK_FRAMES))
      job.report(Math.min(1, (start + BLOCK_FRAMES) / reader.lengthFrames))
      const pause = job.breathe()
      if (pause) await pause
    }
    return analyser.finish()
  } finally {
    analyser.release()
  }
}

/** True peak over all channels, dBTP, by default with the verifier (16 × 128). −Infinity for silence. */
export async function measureTruePeak(
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
  shape: InterpolatorShape = VERIFIER_SHAPE,
): Promise<number> {
  const meter = new TruePeakMeter(kernels, reader.channelCount, shape)
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(BLOCK_FRAMES))
  try {
    for (let start = 0; start < reader.lengthFrames; start += BLOCK_FRAMES) {
      meter.push(block, reader.read(start, block, BLOCK_FRAMES))
      job.report(Math.min(1, (start + BLOCK_FRAMES) / reader.lengthFrames))
      const pause = job.breathe()
      if (pause) await pause
    }
    return decibelsOf(meter.finish())
  } finally {
    meter.release()
  }
}
