import { forEachBlock } from '../core/for-each-block'
import type { JobContext } from '../core/job'
import { BLOCK_FRAMES, monoOrStereo } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { GridScanner, type Stretch } from '../dsp/grid-stretches'
import type { Kernels } from '../dsp/kernels'
import type { DeliverySettings } from './settings'

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
  try {
    await forEachBlock(reader, job, (block, frames) => scanner.push(block, frames))
  } finally {
    scanner.release()
  }
  const found = scanner.stretches()
  const isWhole = found[0]?.fromFrame === 0 && found[0].toFrame === lengthFrames
  return isWhole || blankSilence ? found : found.filter(({ isSilent }) => !isSilent)
}
