import { SpectrumMeter } from '../analysis/spectrum-meter'
import { forEachBlock } from '../core/for-each-block'
import type { JobContext } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { type AlignmentWindow, alignmentWindow } from './align'

/** By what a signal is known again behind a codec. */
export interface CodecProfile {
  /** Mean squares bin by bin, from 0 Hz to half the sample rate. */
  readonly power: Float64Array
  /** Where the samples stand; null where the signal is too short. */
  readonly window: AlignmentWindow | null
  /** The first channel in the window. */
  readonly samples: Float32Array
}

/** Takes a signal block by block: `append`, `finish` once, `release`. */
export class CodecProfiler {
  private readonly spectrum: SpectrumMeter
  private readonly window: AlignmentWindow | null
  private readonly samples: Float32Array
  private at = 0

  constructor(
    kernels: Kernels,
    sampleRate: number,
    channelCount: number,
    window: AlignmentWindow | null,
  ) {
    this.spectrum = new SpectrumMeter(kernels, sampleRate, channelCount)
    this.window = window
    this.samples = new Float32Array(window?.frames ?? 0)
  }

  append(block: readonly Float32Array[], frames: number): void {
    this.spectrum.push(block, frames)
    const { window, at } = this
    this.at += frames
    const [first] = block
    if (!window || !first) return
    const from = Math.max(at, window.start)
    const to = Math.min(at + frames, window.start + window.frames)
    if (from < to) this.samples.set(first.subarray(from - at, to - at), from - window.start)
  }

  finish(): CodecProfile {
    return { power: this.spectrum.finishPower(), window: this.window, samples: this.samples }
  }

  release(): void {
    this.spectrum.release()
  }
}

/** The profile of what goes into a codec. */
export const profileOf = async (
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<CodecProfile> => {
  const { sampleRate, channelCount } = reader
  const profiler = new CodecProfiler(kernels, sampleRate, channelCount, alignmentWindow(reader))
  try {
    await forEachBlock(reader, job, (block, frames) => profiler.append(block, frames))
    return profiler.finish()
  } finally {
    profiler.release()
  }
}
