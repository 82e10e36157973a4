import { NOISE_SHAPERS } from '../../dsp/dither'
import type { DitherName } from './audio-writer'

/** Bits of a sample in a lossless file; `32f` is IEEE float. */
export type Depth = '16' | '24' | '32f'

/** The rates that the noise-shaping sets were designed for. */
const SHAPED_RATES_HZ: readonly number[] = [44_100, 48_000]

/** Whether noise shaping is for this depth and rate: 16 bit at 44.1 and 48 kHz. */
export const canShape = (depth: Depth, sampleRate: number): boolean =>
  depth === '16' && SHAPED_RATES_HZ.includes(sampleRate)

/** Every choice of dither. */
export const DITHER_NAMES: readonly DitherName[] = [
  'none',
  'tpdf',
  ...(Object.keys(NOISE_SHAPERS) as (keyof typeof NOISE_SHAPERS)[]),
]
