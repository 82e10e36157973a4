import type { InterpolatorShape } from './interpolator'

/**
 * FFmpeg's resampler as its meter (`ebur128`) runs it: 32 taps with their cut-off at fs/2, Kaiser's β 9 (libswresample/options_table.h).
 * What lies above 0.4 fs it lets go in part, and there an image stays: on noise up to Nyquist it reads up to 0.4 dB over 16 × 128.
 * At 48 kHz it reads what FFmpeg does at 384 kHz to 0.001 dB.
 */
export const SWRESAMPLE_SHAPE: InterpolatorShape = { phases: 16, taps: 32, beta: 9 }
