import { cos, sin } from '../../dsp/elementary'
import type { Kernels } from '../../dsp/kernels'

/** Bins of a spectrum that are looked at, at 48 kHz: up to 12 kHz; each correlation runs over half of them. */
const BINS = 512
const LAGS = BINS / 2
const WORK_BYTES = 24 * 1024

const WINDOW = Float64Array.from(
  { length: LAGS },
  (_, lag) => (Math.sqrt(8 / 3) * (0.5 - 0.5 * cos((2 * Math.PI * lag) / (LAGS - 1)))) / LAGS,
)
/** cos and −sin of every 512th of a turn, half a turn of them. */
const TURNS = Float64Array.from({ length: 2 * LAGS }, (_, at) => {
  const angle = (2 * Math.PI * Math.floor(at / 2)) / BINS
  return at % 2 === 0 ? cos(angle) : -sin(angle)
})

/**
 * How harmonic the error is: the largest peak in the spectrum of the correlation of the log ratio
 * of the two spectra. A distortion repeats along the spectrum, noise does not.
 */
export class HarmonicStructure {
  private readonly kernels: Kernels
  private readonly scope
  private readonly window
  private readonly turns
  private readonly work
  private readonly original
  private readonly altered
  private readonly found

  constructor(kernels: Kernels) {
    this.kernels = kernels
    this.scope = kernels.scope()
    this.window = this.scope.f64(LAGS)
    this.window.view.set(WINDOW)
    this.turns = this.scope.f64(2 * LAGS)
    this.turns.view.set(TURNS)
    this.work = this.scope.u8(WORK_BYTES)
    this.original = [this.scope.f64(BINS), this.scope.f64(BINS)] as const
    this.altered = [this.scope.f64(BINS), this.scope.f64(BINS)] as const
    this.found = this.scope.f64(2)
  }

  /** Of one or two channels: weighted power spectra of both signals. Valid until the next. */
  measure(original: readonly Float64Array[], altered: readonly Float64Array[]): Float64Array {
    const [left, right] = this.original
    const [alteredLeft, alteredRight] = this.altered
    for (const [channel, spectrum] of original.entries())
      this.original[channel]?.view.set(spectrum.subarray(0, BINS))
    for (const [channel, spectrum] of altered.entries())
      this.altered[channel]?.view.set(spectrum.subarray(0, BINS))
    this.kernels.call.harmonicStructure(
      left.pointer,
      alteredLeft.pointer,
      right.pointer,
      alteredRight.pointer,
      this.window.pointer,
      this.turns.pointer,
      this.work.pointer,
      this.found.pointer,
    )
    return this.found.view
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }
}
