import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import type { EarTables } from './ear-tables'
import { PLANE } from './moments'

/** What an ear takes in: excitation, the same in dB, modulation of the loudness, loudness. */
const HEARD_PLANES = 4
const STATE_PLANES = 4

/** Both ears on one signal, frame after frame. Memory belongs to `scope`. */
export class Ears {
  private readonly kernels: Kernels
  private readonly tables: EarTables
  private readonly excitation
  private readonly state
  private readonly heard

  constructor(kernels: Kernels, scope: KernelScope, tables: EarTables) {
    this.kernels = kernels
    this.tables = tables
    this.excitation = scope.f64(PLANE)
    this.state = scope.f64(STATE_PLANES * PLANE)
    this.heard = scope.f64(HEARD_PLANES * PLANE)
  }

  /** What they have taken in with the next frame, four planes of kernels/ear.ts, from what it excites (a plane); valid until the one after it. */
  hear(excited: Float64Array): Region<Float64Array> {
    const { tables, excitation, state, heard } = this
    excitation.view.set(excited)
    this.kernels.call.hearFrame(
      excitation.pointer,
      tables.tables.pointer,
      tables.framesPerSecond,
      state.pointer,
      heard.pointer,
    )
    return heard
  }
}

/** What a signal excites, frame by frame: what is graded beside it again need not look at that again. 80 KB for each second. */
export class KnownExcitations {
  private readonly planes: Float64Array[] = []

  /** Of so many frames from the first on? */
  reachesTo(end: number): boolean {
    return this.planes.length >= end
  }

  /** Keeps a copy of the next one's. */
  keep(index: number, excited: Float64Array): void {
    if (index === this.planes.length) this.planes.push(excited.slice())
  }

  at(index: number): Float64Array {
    const plane = this.planes[index]
    if (!plane) throw new Error('not known')
    return plane
  }
}
