import { cos, sin } from '../../dsp/elementary'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'

/** Bins of a spectrum that are looked at, at 48 kHz: up to 12 kHz; each correlation runs over half of them. */
export const HARMONIC_BINS = 512
const LAGS = HARMONIC_BINS / 2
const WORK_BYTES = 24 * 1024

const WINDOW = Float64Array.from(
  { length: LAGS },
  (_, lag) => (Math.sqrt(8 / 3) * (0.5 - 0.5 * cos((2 * Math.PI * lag) / (LAGS - 1)))) / LAGS,
)
/** cos and −sin of every 512th of a turn, half a turn of them. */
const TURNS = Float64Array.from({ length: 2 * LAGS }, (_, at) => {
  const angle = (2 * Math.PI * Math.floor(at / 2)) / HARMONIC_BINS
  return at % 2 === 0 ? cos(angle) : -sin(angle)
})

/**
 * How harmonic the error is: the largest peak in the spectrum of the correlation of the log ratio
 * of the two spectra. A distortion repeats along the spectrum, noise does not. Memory belongs to `scope`.
 */
export class HarmonicStructure {
  private readonly kernels: Kernels
  private readonly window
  private readonly turns
  private readonly work
  private readonly found

  constructor(kernels: Kernels, scope: KernelScope) {
    this.kernels = kernels
    this.window = scope.f64(LAGS)
    this.window.view.set(WINDOW)
    this.turns = scope.f64(2 * LAGS)
    this.turns.view.set(TURNS)
    this.work = scope.u8(WORK_BYTES)
    this.found = scope.f64(2)
  }

  /** Of both channels: weighted power spectra of both signals, in pairs. Valid until the next. */
  measure(original: Region<Float64Array>, altered: Region<Float64Array>): Float64Array {
    this.kernels.call.harmonicStructure(
      original.pointer,
      altered.pointer,
      this.window.pointer,
      this.turns.pointer,
      this.work.pointer,
      this.found.pointer,
    )
    return this.found.view
  }
}
