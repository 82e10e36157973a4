import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { BAND_COUNT } from './ear'
import { type EarTables, earTables } from './ear-tables'

/** Left and right of every band. */
const PLANE = 2 * BAND_COUNT
/** What an ear takes in: excitation, the same in dB, modulation of the loudness, loudness. */
const HEARD_PLANES = 4
const STATE_PLANES = 4
const WORK_PLANES = 3

/** Whoever hears a signal, both channels at once, frame after frame. */
export interface Listener {
  /** The sound begins with this frame of the signal. */
  begin(startFrame: number): void
  /** What the ears have taken in with the next frame, four planes of kernels/ear.ts, from the spectra at `weighted`; valid until the one after it. */
  hear(weighted: number): Region<Float64Array>
}

/** Ears that are fresh wherever a sound begins. Memory belongs to `scope`. */
export class Ears implements Listener {
  private readonly kernels: Kernels
  private readonly tables: EarTables
  private readonly state
  private readonly work
  private readonly heard

  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number) {
    this.kernels = kernels
    this.tables = earTables(kernels, scope, sampleRate)
    this.state = scope.f64(STATE_PLANES * PLANE)
    this.work = scope.f64(WORK_PLANES * PLANE)
    this.heard = scope.f64(HEARD_PLANES * PLANE)
  }

  begin(): void {
    this.state.view.fill(0)
  }

  hear(weighted: number): Region<Float64Array> {
    const { tables, state, work, heard } = this
    this.kernels.call.hearFrame(
      weighted,
      tables.edges.pointer,
      tables.shares.pointer,
      tables.tables.pointer,
      tables.framesPerSecond,
      state.pointer,
      work.pointer,
      heard.pointer,
    )
    return heard
  }
}

/** Ears that remember a signal: what is graded against it again need not hear it again. 330 KB for each second. Memory belongs to `scope`. */
export class RememberingEars implements Listener {
  private readonly ears: Ears
  private readonly known
  private readonly remembered: Float64Array[] = []
  private startFrame: number | null = null
  private next = 0

  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number) {
    this.ears = new Ears(kernels, scope, sampleRate)
    this.known = scope.f64(HEARD_PLANES * PLANE)
  }

  begin(startFrame: number): void {
    this.next = 0
    if (startFrame === this.startFrame) return
    this.startFrame = startFrame
    this.remembered.length = 0
    this.ears.begin()
  }

  hear(weighted: number): Region<Float64Array> {
    const index = this.next++
    const before = this.remembered[index]
    if (before) {
      this.known.view.set(before)
      return this.known
    }
    const heard = this.ears.hear(weighted)
    this.remembered.push(heard.view.slice())
    return heard
  }
}
