import { assert } from '../core/assert'
import type { KernelScope, Kernels, Region } from './kernels'

/** Part of a programme, in frames. */
export interface Stretch {
  readonly fromFrame: number
  /** The first frame behind it. */
  readonly toFrame: number
}

/** Part of a programme that lies on an integer grid: rounding takes nothing from it. */
export interface GridStretch extends Stretch {
  /** Nothing in it is above −180 dBFS. */
  readonly isSilent: boolean
}

/** Shorter ones happen by chance; at the programme's own edges any length counts. */
const LEAST_FRAMES = 1_024
const WORDS_A_RUN = 3

/** −180 dBFS: as `kernels/grid-runs.ts` has it. */
const SILENT = 2 ** -30

const isOnGrid = (block: readonly Float32Array[], frame: number, scale: number): boolean => {
  for (const plane of block) {
    const x = plane[frame] ?? 0
    const scaled = x * scale
    if (scaled !== Math.floor(scaled) && Math.abs(x) > SILENT) return false
  }
  return true
}

/** Finds the stretches of a programme that lie on the grid of `bitDepth` bits. Push it in order. */
export class GridScanner {
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly planes: readonly Region<Float32Array>[]
  private readonly state: Region<Int32Array>
  private readonly runs: Region<Int32Array>
  private readonly scale: number
  private readonly found: GridStretch[] = []
  private lengthFrames = 0

  constructor(kernels: Kernels, channelCount: 1 | 2, bitDepth: 16 | 24, maxFrames: number) {
    this.kernels = kernels
    this.scale = 2 ** (bitDepth - 1)
    this.scope = kernels.scope()
    this.planes = Array.from({ length: channelCount }, () => this.scope.f32(maxFrames))
    this.runs = this.scope.i32((Math.ceil(maxFrames / LEAST_FRAMES) + 1) * WORDS_A_RUN)
    this.state = this.scope.i32(2)
    // As if it had been silent before the first frame.
    this.state.view[0] = LEAST_FRAMES
  }

  push(block: readonly Float32Array[], frames: number): void {
    if (this.holdsNone(block, frames)) {
      this.state.view.fill(0)
      this.lengthFrames += frames
      return
    }
    for (const [channel, { view }] of this.planes.entries())
      view.set(block[channel]?.subarray(0, frames) ?? [])
    const [left, right = left] = this.planes
    assert(left && right, 'grid scanner: no channels')
    const count = this.kernels.call.gridRuns(
      left.pointer,
      right.pointer,
      frames,
      this.scale,
      LEAST_FRAMES,
      this.state.pointer,
      this.runs.pointer,
    )
    for (let k = 0; k < count; k++) {
      const [end = 0, length = 0, sounds = 0] = this.runs.view.subarray(k * WORDS_A_RUN)
      this.keep(this.lengthFrames + end, length, sounds)
    }
    this.lengthFrames += frames
  }

  /** The stretches of what was pushed, in order, none touching another. Once, at the end. */
  stretches(): readonly GridStretch[] {
    const [length = 0, sounds = 0] = this.state.view
    this.keep(this.lengthFrames, length, sounds)
    return this.found
  }

  release(): void {
    this.scope.release()
  }

  /**
   * Whether a look at every 1024th frame, and at the last one, tells that nothing of this block belongs to a run that counts: none of
   * them lies on the grid, and no run that is long enough ends here.
   */
  private holdsNone(block: readonly Float32Array[], frames: number): boolean {
    if (frames === 0 || (this.state.view[0] ?? 0) >= LEAST_FRAMES) return false
    for (let frame = 0; frame < frames; frame += LEAST_FRAMES)
      if (isOnGrid(block, frame, this.scale)) return false
    return !isOnGrid(block, frames - 1, this.scale)
  }

  /** A run that ends before this frame of the programme. */
  private keep(toFrame: number, length: number, sounds: number): void {
    const fromFrame = Math.max(0, toFrame - length)
    if (fromFrame < toFrame) this.found.push({ fromFrame, toFrame, isSilent: sounds === 0 })
  }
}
