import type { KernelScope, Kernels } from '../kernels'
import { type CancellingKernel, KernelShaper, SPECTRUM_FRAMES } from './cancelling-kernel'

/** A window's, its neighbours' and no more. */
const SETS = 3

interface KernelSet {
  index: number
  readonly kernels: readonly CancellingKernel[]
}

/** The kernels of the windows around the one that is being solved, shaped when they are asked for. */
export class WindowKernels {
  readonly shaper: KernelShaper
  private readonly windowFrames: number
  private readonly sets: readonly KernelSet[]
  private readonly starts: number[]

  /** Memory belongs to `scope`. */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    windowFrames: number,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    this.shaper = new KernelShaper(kernels, scope, sampleRate)
    this.windowFrames = windowFrames
    this.starts = Array.from({ length: channelCount }, () => 0)
    this.sets = Array.from({ length: SETS }, () => ({
      index: Number.NaN,
      kernels: this.starts.map(() => this.shaper.newKernel()),
    }))
  }

  /** Makes sure of the kernels of window `index` and its neighbours; `addresses`: its first frame in each channel. */
  surround(index: number, addresses: readonly number[]): void {
    for (let near = index - 1; near <= index + 1; near++) this.shape(near, near - index, addresses)
  }

  /** The kernel of a window that was last surrounded. */
  of(index: number, channel: number): CancellingKernel {
    return this.setOf(index).kernels[channel] as CancellingKernel
  }

  /** Forgets everything. */
  reset(): void {
    for (const set of this.sets) set.index = Number.NaN
  }

  private shape(index: number, windowsOn: number, addresses: readonly number[]): void {
    const { starts, shaper, windowFrames } = this
    const set = this.setOf(index)
    if (set.index === index) return
    set.index = index
    const offset = windowsOn * windowFrames + windowFrames / 2 - SPECTRUM_FRAMES / 2
    for (let c = 0; c < starts.length; c++) starts[c] = (addresses[c] as number) + offset * 4
    shaper.shape(starts, set.kernels)
  }

  private setOf(index: number): KernelSet {
    return this.sets[((index % SETS) + SETS) % SETS] as KernelSet
  }
}
