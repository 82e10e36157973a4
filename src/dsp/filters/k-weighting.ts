import { tan } from '../elementary'

/** y = b0·x + b1·x1 + b2·x2 − a1·y1 − a2·y2 */
export interface KStage {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** The two stages of K-weighting at one rate. */
export interface KWeighting {
  readonly shelf: KStage
  readonly highPass: KStage
}

// Analogue prototypes that give back the 48 kHz table of BS.1770-5 Annex 1 to 14 digits (sources: loudness).
const SHELF_HZ = 1681.974450955533
const SHELF_Q = 0.7071752369554196
/** 10^(3.999843853973347 dB / 20) and its power 0.4996667741545416. */
const SHELF_GAIN = 1.584864701130855
const SHELF_BAND_GAIN = 1.258720930232562
const HIGH_PASS_HZ = 38.13547087602444
const HIGH_PASS_Q = 0.5003270373238773
/** The table belongs to this rate, and its high-pass is scaled to it. */
const TABLE_RATE = 48_000

/**
 * Coefficients at `sampleRate` (Hz) with the response of the 48 kHz table. The high-pass carries
 * a0(48 kHz)/a0(fs): without it the reading drifts with the rate (−0.027 dB at 192 kHz).
 */
export function kWeighting(sampleRate: number): KWeighting {
  const k = tan((Math.PI * SHELF_HZ) / sampleRate)
  const a0 = 1 + k / SHELF_Q + k * k
  const bandGain = (SHELF_BAND_GAIN * k) / SHELF_Q
  const shelf: KStage = {
    b0: (SHELF_GAIN + bandGain + k * k) / a0,
    b1: (2 * (k * k - SHELF_GAIN)) / a0,
    b2: (SHELF_GAIN - bandGain + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / SHELF_Q + k * k) / a0,
  }
  const h = tan((Math.PI * HIGH_PASS_HZ) / sampleRate)
  const h0 = 1 + h / HIGH_PASS_Q + h * h
  const hTable = tan((Math.PI * HIGH_PASS_HZ) / TABLE_RATE)
  const scale = (1 + hTable / HIGH_PASS_Q + hTable * hTable) / h0
  const highPass: KStage = {
    b0: scale,
    b1: -2 * scale,
    b2: scale,
    a1: (2 * (h * h - 1)) / h0,
    a2: (1 - h / HIGH_PASS_Q + h * h) / h0,
  }
  return { shelf, highPass }
}

/** The design as `kWeightSquares` reads it: state-space form, the high-pass's scale moved into the shelf. */
export function kWeightingForKernel({ shelf, highPass }: KWeighting): Float64Array {
  const scale = highPass.b0
  const { a1, a2 } = shelf
  const b0 = shelf.b0 * scale
  return Float64Array.of(
    b0,
    shelf.b1 * scale - a1 * b0,
    shelf.b2 * scale - a2 * b0,
    a1,
    a2,
    -2 - highPass.a1,
    1 - highPass.a2,
    highPass.a1,
    highPass.a2,
  )
}
