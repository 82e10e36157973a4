import type { PcmReader } from '../../core/pcm-store'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { halfWidthDb } from '../findings/corridor'
import { meanThirds, overUsualDb } from '../findings/deviations'
import { resonantLine } from '../findings/resonant-line'
import {
  BandLevels,
  HARSHNESS_BAND,
  type ListeningBand,
  RESONANCE_BAND,
  SHORT_FRAME_SECONDS,
} from './band-levels'
import { RESONANCE_BANDS, type SpectralRow } from './spectral-row'

/** A segment may be less harsh than its track: so much of the corridor's half is asked of it. */
const HINT_SHARE = 2 / 3
/** A band that begins in the middle of music has heard enough after 60 ms. */
const SETTLING_FRAMES = 3

/**
 * Windows of a segment with what bands of the dynamic equaliser hear in them, where the segment hints at anything that they
 * would hold; else as they are. `input`: room for the samples of a window, left and right.
 */
export const listened = (
  reader: PcmReader,
  rows: readonly SpectralRow[],
  kernels: Kernels,
  scope: KernelScope,
  input: readonly [Region<Float32Array>, Region<Float32Array>],
): readonly SpectralRow[] => {
  const isHarsh = overUsualDb('harshness', meanThirds(rows)) > HINT_SHARE * halfWidthDb('harshness')
  const line = resonantLine(rows)
  if (!isHarsh && !line) return rows
  const { sampleRate, channelCount } = reader
  const [left, right] = input
  const views = channelCount > 1 ? [left.view, right.view] : [left.view]
  const hop = Math.round(SHORT_FRAME_SECONDS * sampleRate)
  const frames = Math.floor(left.view.length / hop)
  const levelsOf = (band: ListeningBand) => {
    const levels = new BandLevels(kernels, scope, band, sampleRate)
    return ({ startFrame }: SpectralRow): Float32Array => {
      const read = reader.read(startFrame, views, left.view.length)
      for (const view of views) view.fill(0, read)
      const other = views.length > 1 ? right.pointer : left.pointer
      return levels.of(left.pointer, other, hop, frames).subarray(SETTLING_FRAMES)
    }
  }
  const harshness = isHarsh ? levelsOf(HARSHNESS_BAND) : null
  const resonance = line
    ? levelsOf({ ...RESONANCE_BAND, freqHz: RESONANCE_BANDS.centreHz(line.band) })
    : null
  return rows.map((row) => ({
    ...row,
    heard: {
      ...(harshness ? { harshness: harshness(row) } : {}),
      ...(resonance && line ? { resonance: { band: line.band, levelsDb: resonance(row) } } : {}),
    },
  }))
}
