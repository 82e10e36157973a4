import type { KernelScope, Kernels, Region } from '../kernels'
import { type ExcessBound, excessBound, foldedRows, interpolator } from '../resampling/interpolator'

export const POINTS_PER_FRAME = 4
const INTERPOLATOR = { phases: 4, taps: 64, beta: 10 } as const
/** Frames that are read ahead of a run, and behind it. */
export const HALF_TAPS = INTERPOLATOR.taps / 2
/** Frames decided on at once: interpolated, or bridged by a straight line. */
export const RUN_FRAMES = 32
/** Kernels read and write whole groups of points. */
const SPARE_POINTS = 16

/** A stretch of audio at four times the rate, exact wherever it may be over a ceiling, with room on both sides. */
export class FourfoldWave {
  /** The first frame's first point. */
  readonly pointer: number
  private readonly kernels: Kernels
  private readonly ceiling: number
  private readonly frames: number
  private readonly room: number
  private readonly bound: ExcessBound
  private readonly rows: Region<Float32Array>
  private readonly wave: Region<Float32Array>

  /** `frames`: a multiple of RUN_FRAMES. `room`: points on either side that may be written. Memory belongs to `scope`. */
  constructor(kernels: Kernels, scope: KernelScope, frames: number, room: number, ceiling: number) {
    this.kernels = kernels
    this.ceiling = ceiling
    this.frames = frames
    this.room = room
    const design = interpolator(INTERPOLATOR)
    this.bound = excessBound(design)
    const folded = foldedRows(design, [1, 2])
    this.rows = scope.f32(folded.length)
    this.rows.view.set(folded)
    this.wave = scope.f32(POINTS_PER_FRAME * frames + 2 * room + SPARE_POINTS)
    this.pointer = this.wave.pointer + room * 4
  }

  /** Interpolates the frames at `start`; HALF_TAPS + RUN_FRAMES more on both sides are read. */
  fill(start: number): void {
    const { call } = this.kernels
    const { frames, room, wave } = this
    for (let at = 0; at < frames; at += RUN_FRAMES) {
      const run = start + at * 4
      const out = this.pointer + at * POINTS_PER_FRAME * 4
      if (this.mayExceed(run - RUN_FRAMES * 4, 3 * RUN_FRAMES))
        call.interpolateFour(run, out, RUN_FRAMES, this.rows.pointer, HALF_TAPS)
      else call.interpolateLine(run, out, RUN_FRAMES)
    }
    // What cancelling ran over the edges the last time is none of this stretch's.
    wave.view.fill(0, 0, room)
    wave.view.fill(0, room + POINTS_PER_FRAME * frames)
  }

  /** Whether the audio between `frames` frames at `pointer` can be over the ceiling. */
  mayExceed(pointer: number, frames: number): boolean {
    const { perPeak, perSecondDifference } = this.bound
    return this.kernels.call.mayExceed(
      pointer + frames * 4,
      frames,
      this.ceiling,
      1 + perPeak,
      perSecondDifference,
    ) as unknown as boolean
  }
}
