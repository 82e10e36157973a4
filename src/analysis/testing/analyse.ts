import { type JobContext, portion } from '../../core/job'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { TruePeakMeter } from '../../dsp/meters/true-peak'
import { type InterpolatorShape, VERIFIER_SHAPE } from '../../dsp/resampling/interpolator'
import type { Analysis } from '../analysis'
import {
  type ExaminedSegment,
  evidenceSegments,
  examineSegment,
  joinEvidence,
} from '../evidence/collect-evidence'
import { exactAmplitudeToDb } from '../exact-decibels'
import type { Examined } from '../findings/facts'
import { joinedAnalysis } from '../joined-analysis'
import { measureSegment } from '../measure-segment'
import type { MeasuredSegment } from '../measured-segment'
import { segmentsOf } from '../segments'

/**
 * Measures a whole track, mono or stereo, segment by segment: the same numbers as when segments are shared
 * among threads. Silence gives −Infinity where levels are meant, never NaN.
 */
export async function analyse(
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<Analysis> {
  const { sampleRate, lengthFrames } = reader
  const segments = segmentsOf(lengthFrames, sampleRate)
  const parts: MeasuredSegment[] = []
  const at = (index: number): JobContext =>
    portion(job, index / segments.length, (index + 1) / segments.length)
  for (const [index, segment] of segments.entries())
    parts.push(await measureSegment(reader, segment, false, kernels, at(index)))
  return joinedAnalysis(reader, parts, null)
}

/** The same with everything that is looked for in an original. */
export const examine = async (
  reader: PcmReader,
  bitDepth: number | null,
  kernels: Kernels,
  job: JobContext,
): Promise<Analysis & Examined> => {
  const parts: ExaminedSegment[] = []
  for (const segment of evidenceSegments(reader))
    parts.push(await examineSegment(reader, segment, kernels, job))
  const examined = { evidence: joinEvidence(parts.map(({ evidence }) => evidence)), bitDepth }
  const measured = parts.map((part) => part.measured)
  return { ...joinedAnalysis(reader, measured, examined), ...examined }
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
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return exactAmplitudeToDb(meter.finish())
  } finally {
    meter.release()
  }
}
