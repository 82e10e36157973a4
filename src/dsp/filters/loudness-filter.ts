import { assert } from '../../core/assert'
import type { KernelScope, Kernels, Region } from '../kernels'
import { kWeighting, kWeightingForKernel } from './k-weighting'

/** Doubles of kernel state: four filter states and the sums, each for left and right. */
const STATE_DOUBLES = 10
const SUMS_AT = 8

/** K-weights a pair of channels in kernel memory and sums the squares. */
export class KWeightFilter {
  private readonly kernels: Kernels
  private readonly design: number
  private readonly state: Region<Float64Array>

  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number) {
    this.kernels = kernels
    const design = scope.f64(9)
    design.view.set(kWeightingForKernel(kWeighting(sampleRate)))
    this.design = design.pointer
    this.state = scope.f64(STATE_DOUBLES)
  }

  /** Filters on from where it stopped. A single channel is given as both. */
  run(left: number, right: number, frames: number): void {
    this.kernels.call.kWeightSquares(left, right, frames, this.design, this.state.pointer)
  }

  /**
   * Filters whole hops on, from a hop's beginning: Σ left² and Σ right² of each, in pairs, at address `sums` (float64).
   */
  runHops(left: number, right: number, hops: number, hopFrames: number, sums: number): void {
    const { call } = this.kernels
    call.kWeightHops(left, right, hops, hopFrames, this.design, this.state.pointer, sums)
  }

  /** leftWeight · Σ left² + rightWeight · Σ right² since the last call, and starts anew. */
  take(leftWeight: number, rightWeight: number): number {
    const { view } = this.state
    const left = view[SUMS_AT]
    const right = view[SUMS_AT + 1]
    assert(left !== undefined && right !== undefined, 'K-weighting state is missing')
    view.fill(0, SUMS_AT)
    return leftWeight * left + rightWeight * right
  }
}
