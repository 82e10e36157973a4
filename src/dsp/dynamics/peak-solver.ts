import { BLOCK_FRAMES } from '../../core/pcm'
import type { KernelScope, Kernels, Region } from '../kernels'
import { cancellingHalfFrames, SPECTRUM_FRAMES } from './cancelling-kernel'
import { FourfoldWave, HALF_TAPS, POINTS_PER_FRAME, RUN_FRAMES } from './fourfold-wave'
import { WindowKernels } from './window-kernels'

/** Frames whose peaks are solved together; divides 4096, so that the grid is the track's. */
const WINDOW_FRAMES = 512
/** Audio on both sides that a window is solved with, so that neighbours agree where they meet. */
const MARGIN_MS = 2
/** From a window's end to the end of the spectrum that the next one's kernels are shaped by. */
const SPECTRUM_BEYOND = WINDOW_FRAMES + (SPECTRUM_FRAMES - WINDOW_FRAMES) / 2
/** A peak may stand over the ceiling by this share of it: 0.017 dB. */
const TOLERANCE = 0.002
/** Sweeps over all peaks of a window at most. */
const SWEEPS = 96

const marginFrames = (sampleRate: number): number =>
  Math.ceil((MARGIN_MS * sampleRate) / 1000 / RUN_FRAMES) * RUN_FRAMES

const lookaheadFrames = (sampleRate: number): number =>
  Math.max(marginFrames(sampleRate) + HALF_TAPS + RUN_FRAMES, SPECTRUM_BEYOND)

/** What a {@link PeakSolver} is late by. */
export const solverLatencyFrames = (sampleRate: number): number =>
  WINDOW_FRAMES + lookaheadFrames(sampleRate) + cancellingHalfFrames(sampleRate)

export interface PeakSolverParams {
  /** Linear; the points of the four-fold interpolation are brought to within 0.02 dB of it. */
  readonly ceiling: number
  /** How late the audio is, so that the windows lie on the track's own frames. */
  readonly delayFrames: number
  /** At most, over all peaks of a window; fewer where only the power of what is added matters. */
  readonly sweeps?: number
}

interface Channel {
  /** The input: `history` frames, then two blocks. */
  readonly line: Region<Float32Array>
  /** What is added to it, frame by frame. */
  readonly added: Region<Float32Array>
  /** Line index up to which something is added (exclusive). */
  addedEnd: number
}

/**
 * Cancels peaks by the least audible signal that does it, instead of turning them down (after S. Defraene et al.,
 * "Perception-based clipping of audio signals", IEEE TASLP 20(10), 2012). Every window of 512 frames of the track, with 2 ms on
 * both sides, is solved afresh from the input alone:
 *
 *     minimise  e·W·e   subject to   |x(t) + e(t)| ≤ ceiling at every quarter of a frame
 *
 * where W weighs each frequency by the inverse of what may be added there. The cheapest cancellation of one point is then
 * a kernel (W's inverse, shaped anew for every window by what is playing), and e = Σ multiplier · kernel at the peaks' places, the multipliers ≥ 0
 * found by coordinate ascent on the dual. So there is no memory beyond a window: any blocking and any start on the grid of
 * 4096 frames give the same bits. Where nothing is over, the audio comes out bit for bit.
 */
export class PeakSolver {
  readonly latencyFrames: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly ceiling: number
  private readonly delayFrames: number
  private readonly sweeps: number
  private readonly windows: WindowKernels
  private readonly margin: number
  private readonly lookahead: number
  private readonly history: number
  private readonly points: number
  private readonly channels: readonly Channel[]
  private readonly wave: FourfoldWave
  private readonly marks: Region<Uint8Array>
  private readonly places: Region<Int32Array>
  private readonly multipliers: Region<Float32Array>
  private readonly deepest: Region<Float32Array>
  private count = 0
  private readonly addresses: number[]
  private cursor: number
  /** Frame of the track that comes next. */
  private position: number

  constructor(
    kernels: Kernels,
    { ceiling, delayFrames, sweeps = SWEEPS }: PeakSolverParams,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    this.kernels = kernels
    this.delayFrames = delayFrames
    this.sweeps = sweeps
    this.position = -delayFrames
    this.ceiling = ceiling
    this.scope = kernels.scope()
    this.windows = new WindowKernels(kernels, this.scope, WINDOW_FRAMES, sampleRate, channelCount)
    const { reachPoints } = this.windows.shaper
    this.margin = marginFrames(sampleRate)
    this.lookahead = lookaheadFrames(sampleRate)
    this.latencyFrames = solverLatencyFrames(sampleRate)
    this.history =
      this.latencyFrames + this.margin + 2 * SPECTRUM_FRAMES + HALF_TAPS + 2 * RUN_FRAMES
    const solved = WINDOW_FRAMES + 2 * this.margin
    this.points = POINTS_PER_FRAME * solved
    this.wave = new FourfoldWave(kernels, this.scope, solved, reachPoints, ceiling)
    this.marks = this.scope.u8(this.points + 16)
    this.places = this.scope.i32(this.points)
    this.multipliers = this.scope.f32(this.points)
    this.deepest = this.scope.f32(1)
    this.addresses = Array.from({ length: channelCount }, () => 0)
    this.channels = Array.from({ length: channelCount }, () => ({
      line: this.scope.f32(this.history + 2 * BLOCK_FRAMES + 4),
      added: this.scope.f32(this.history + 2 * BLOCK_FRAMES + 4),
      addedEnd: 0,
    }))
    this.cursor = this.history
  }

  /** Solves `frames` frames (1…4096) at `pointers` in place. Silence stays silence. Never allocates. */
  process(pointers: readonly number[], frames: number): void {
    const { channels } = this
    if (this.cursor + frames > this.history + 2 * BLOCK_FRAMES) this.rewind()
    for (let c = 0; c < channels.length; c++)
      this.take(channels[c] as Channel, pointers[c] as number, frames)
    for (let done = 0; done < frames; ) {
      const ahead = (this.position - this.lookahead) % WINDOW_FRAMES
      const toWindow = WINDOW_FRAMES - (ahead < 0 ? ahead + WINDOW_FRAMES : ahead)
      const step = Math.min(frames - done, toWindow)
      this.cursor += step
      this.position += step
      done += step
      if (step === toWindow) {
        const first = this.cursor - this.lookahead - WINDOW_FRAMES
        this.solveWindow(first)
      }
    }
    for (let c = 0; c < channels.length; c++)
      this.give(channels[c] as Channel, pointers[c] as number, frames)
  }

  /** Since reset; `deepest`: the largest cancelling signal. */
  get cancelled(): { readonly count: number; readonly deepest: number } {
    return { count: this.count, deepest: this.deepest.view[0] as number }
  }

  /** As if new. */
  reset(): void {
    this.cursor = this.history
    this.position = -this.delayFrames
    this.count = 0
    this.deepest.view[0] = 0
    this.windows.reset()
    for (const channel of this.channels) {
      channel.line.view.fill(0)
      channel.added.view.fill(0)
      channel.addedEnd = 0
    }
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }

  /** Puts `frames` new frames behind those that are there. */
  private take({ line, added }: Channel, pointer: number, frames: number): void {
    this.kernels.call.copyFrames(pointer, line.pointer + this.cursor * 4, frames)
    added.view.fill(0, this.cursor, this.cursor + frames)
  }

  /** Gives as many as were taken, delayed, with what was added to them: no window that is solved later reaches back to them. */
  private give({ line, added, addedEnd }: Channel, pointer: number, frames: number): void {
    const { call } = this.kernels
    const delayed = this.cursor - frames - this.latencyFrames
    call.copyFrames(line.pointer + delayed * 4, pointer, frames)
    if (addedEnd > delayed) call.accumulate(added.pointer + delayed * 4, pointer, frames)
  }

  /** Solves the window of WINDOW_FRAMES that begins at line index `first`. */
  private solveWindow(first: number): void {
    const { margin, channels, addresses, windows } = this
    const index = (this.position - (this.cursor - first)) / WINDOW_FRAMES
    for (let c = 0; c < channels.length; c++)
      addresses[c] = (channels[c] as Channel).line.pointer + first * 4
    for (let c = 0; c < channels.length; c++) {
      const start = (addresses[c] as number) - margin * 4
      if (!this.wave.mayExceed(start, WINDOW_FRAMES + 2 * margin)) continue
      windows.surround(index, addresses)
      this.solve(channels[c] as Channel, c, index, first)
    }
  }

  private solve(channel: Channel, channelIndex: number, index: number, first: number): void {
    const { call } = this.kernels
    const { margin, points, windows, ceiling } = this
    const { shaper } = windows
    const kernel = windows.of(index, channelIndex)
    const from = margin * POINTS_PER_FRAME
    const to = from + WINDOW_FRAMES * POINTS_PER_FRAME
    const start = channel.line.pointer + (first - margin) * 4
    this.wave.fill(start)
    const count = call.solvePeaks(
      this.wave.pointer,
      points,
      windows.of(index - 1, channelIndex).points.pointer,
      kernel.points.pointer,
      windows.of(index + 1, channelIndex).points.pointer,
      from,
      to,
      shaper.reachPoints,
      ceiling,
      TOLERANCE,
      this.sweeps,
      this.marks.pointer,
      this.places.pointer,
      this.multipliers.pointer,
    )
    if (count === 0) return
    const used = call.addSolved(
      channel.added.pointer + (first - margin) * 4,
      count,
      from,
      to,
      kernel.shapes.pointer,
      shaper.taps,
      shaper.halfFrames,
      this.marks.pointer,
      this.places.pointer,
      this.multipliers.pointer,
      this.deepest.pointer,
    )
    this.count += used
    if (used > 0) channel.addedEnd = first + WINDOW_FRAMES + shaper.taps
  }

  private rewind(): void {
    const { history, cursor } = this
    for (const channel of this.channels) {
      channel.line.view.copyWithin(0, cursor - history, cursor)
      channel.added.view.copyWithin(0, cursor - history, cursor)
      channel.addedEnd -= cursor - history
    }
    this.cursor = history
  }
}
