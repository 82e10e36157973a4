import type { JobContext } from '../core/job'
import { BLOCK_FRAMES, monoOrStereo } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { GridScanner, type Stretch } from '../dsp/grid-stretches'
import type { Kernels } from '../dsp/kernels'
import type { DeliverySettings } from './settings'

/** Looking is fast: this is a millisecond's work. */
const PAUSE_FRAMES = 64 * BLOCK_FRAMES

/**
 * Where a file needs no dither: all of it when every sample lies on the grid of its depth already (a 16-bit source that
 * nothing changed leaves as it came), else the stretches of it that do, the silent ones only if they are to stay so.
 * Empty for float and where nothing is dithered anyway.
 */
export const undithered = async (
  reader: PcmReader,
  { depth, dither, blankSilence }: Pick<DeliverySettings, 'depth' | 'dither' | 'blankSilence'>,
  { kernels, job }: { readonly kernels: Kernels; readonly job: JobContext },
): Promise<readonly Stretch[]> => {
  if (depth === '32f' || dither === 'none') return []
  const { lengthFrames } = reader
  const channelCount = monoOrStereo(reader.channelCount)
  const scanner = new GridScanner(kernels, channelCount, depth === '16' ? 16 : 24, BLOCK_FRAMES)
  const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  try {
    for (let start = 0; start < lengthFrames; start += BLOCK_FRAMES) {
      scanner.push(block, reader.read(start, block, BLOCK_FRAMES))
      if (start % PAUSE_FRAMES !== 0) continue
      job.report(start / lengthFrames)
      const pause = job.checkpoint()
      if (pause) await pause
    }
  } finally {
    scanner.release()
  }
  const found = scanner.stretches()
  const isWhole = found[0]?.fromFrame === 0 && found[0].toFrame === lengthFrames
  return isWhole || blankSilence ? found : found.filter(({ isSilent }) => !isSilent)
}
