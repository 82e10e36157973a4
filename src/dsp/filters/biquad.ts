import { assert } from '../../core/assert'
import type { KernelScope, Kernels, Region } from '../kernels'
import { type Biquad, IDENTITY } from './section'

/** One section of a cascade, with coefficients of its own for each lane: left/right, or mid/side. */
export interface LanePair {
  readonly first: Biquad
  readonly second: Biquad
}

/** The same section on both lanes. */
export const onBoth = (section: Biquad): LanePair => ({ first: section, second: section })
/** The section on left (or mid) alone. */
export const onFirst = (section: Biquad): LanePair => ({ first: section, second: IDENTITY })
/** The section on right (or side) alone. */
export const onSecond = (section: Biquad): LanePair => ({ first: IDENTITY, second: section })

const COEFFICIENTS = 10
const STATES = 4

/**
 * A cascade of second-order sections in float64 over planar float32, in place (kernels/biquad.ts).
 * `lanes: 'mid-side'` filters (L + R)/2 and (L − R)/2 instead of left and right; one channel is its
 * own mid. Memory belongs to the scope.
 */
export class BiquadCascade {
  private readonly kernels: Kernels
  private readonly sections: number
  private readonly midSide: 0 | 1
  private readonly coefficients: Region<Float64Array>
  private readonly state: Region<Float64Array>

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    sections: readonly LanePair[],
    lanes: 'left-right' | 'mid-side' = 'left-right',
  ) {
    this.kernels = kernels
    this.sections = sections.length
    this.midSide = lanes === 'mid-side' ? 1 : 0
    this.coefficients = scope.f64(sections.length * COEFFICIENTS)
    this.state = scope.f64(sections.length * STATES)
    sections.forEach(({ first, second }, index) => {
      const forms = [stateSpace(first), stateSpace(second)]
      forms.forEach((form, lane) => {
        form.forEach((value, k) => {
          this.coefficients.view[index * COEFFICIENTS + 2 * k + lane] = value
        })
      })
    })
  }

  /** Filters `frames` frames at each pointer; `endsOnGrid` as in the chain's block. */
  process(pointers: readonly number[], frames: number, endsOnGrid: boolean): void {
    const [first, second] = pointers
    assert(first !== undefined, 'a cascade needs a channel')
    const { call } = this.kernels
    const flush = endsOnGrid ? 1 : 0
    const [coefficients, state] = [this.coefficients.pointer, this.state.pointer]
    if (second === undefined)
      call.biquadMono(first, frames, this.sections, coefficients, state, flush)
    else
      call.biquadStereo(
        first,
        second,
        frames,
        this.sections,
        coefficients,
        state,
        this.midSide,
        flush,
      )
  }

  /** As if new. */
  reset(): void {
    this.state.view.fill(0)
  }
}

/** b, c, d, a, e of kernels/biquad.ts. */
const stateSpace = ({ b0, b1, b2, a1, a2 }: Biquad): readonly number[] => [
  b0,
  b1 - a1 * b0,
  b2 - a2 * b0,
  a1,
  a2,
]
