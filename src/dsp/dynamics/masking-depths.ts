import { BLOCK_FRAMES } from '../../core/pcm'
import { log10, pow } from '../elementary'
import type { KernelScope, Kernels } from '../kernels'
import { type Changed, NoiseToMask } from './noise-to-mask'
import { PeakSolver, solverLatencyFrames } from './peak-solver'

/** At up to 64 kHz; both double with every doubling of the rate. */
const FFT_FRAMES = 2048
const HOP_FRAMES = 512
const BASE_RATE_HZ = 64_000
/**
 * By so much more, in dB, what peaks have over the ceiling is brought down than the ratio is over the budget: a lower peak stands out less from what is
 * around it, so that its kernel is shaped by that and wider, and what cancelling adds falls by less. With 1 single hops of clicks are over a budget of 0
 * by 3.1 dB and 4.8 half-way to the next, with 1.5 by 1.7 and 2.7.
 */
const STRICTNESS = 1.5
/** Enough for the power of what cancelling adds, within 0.2 dB: a depth follows by less than a tenth of that. */
const TRIAL_SWEEPS = 12
/** Depths below this are none: a sustained tone is then turned down and not cancelled at all. */
const LEAST_DB = 0.5
/** No bound. */
export const FREE_DB = 60
/** Depths that are kept: a power of two, more than a block has and anybody looks back to. */
const KEPT = 64

export interface MaskingParams {
  /** Linear. */
  readonly ceiling: number
  /** Noise to mask ratio that cancelling may reach, dB. */
  readonly budgetDb: number
}

/** Where the hops of depths lie at a sample rate, and how late they are known. */
export const depthGrid = (sampleRate: number): DepthGrid => {
  const scale = sampleRate > 2 * BASE_RATE_HZ ? 4 : sampleRate > BASE_RATE_HZ ? 2 : 1
  const sizeFrames = FFT_FRAMES * scale
  const hopFrames = HOP_FRAMES * scale
  const reachFrames = sizeFrames / 2 - hopFrames / 2
  const latencyFrames = solverLatencyFrames(sampleRate) + reachFrames
  return { sizeFrames, hopFrames, reachFrames, latencyFrames }
}

export interface DepthGrid {
  /** What a depth is judged on, around the middle of its hop. */
  readonly sizeFrames: number
  readonly hopFrames: number
  /** From a hop to either end of what it is judged on. */
  readonly reachFrames: number
  /** From the end of a hop until its depth is known. */
  readonly latencyFrames: number
}

/**
 * How far peaks may stand over the ceiling, hop by hop of the track: what cancelling all of them would add is solved for on trial
 * and held against what the audio masks; where it is more than the budget, the depth is what would not be. Beyond a window
 * there is no memory, so any blocking and any start on the grid of 4096 frames give the same depths after two blocks.
 */
export class MaskingDepths {
  /** Hops whose depth is known: the number of the next one. */
  known: number
  private readonly grid: DepthGrid
  /** Noise to mask ratio budget as a power. */
  private readonly budget: number
  private readonly ceiling: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly trial: PeakSolver
  private readonly noise: NoiseToMask
  private readonly lines: readonly Changed[]
  private readonly depths = new Float64Array(KEPT)
  private readonly history: number
  private readonly startFrame: number
  private cursor: number
  private position: number

  /** `startFrame`: of the track, what comes first; negative by what the audio is late. */
  constructor(
    kernels: Kernels,
    { ceiling, budgetDb }: MaskingParams,
    startFrame: number,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    this.kernels = kernels
    this.ceiling = ceiling
    this.scope = kernels.scope()
    this.budget = pow(10, budgetDb / 10)
    this.grid = depthGrid(sampleRate)
    const delayFrames = -startFrame
    const trial = { ceiling, delayFrames, sweeps: TRIAL_SWEEPS }
    this.trial = new PeakSolver(kernels, trial, sampleRate, channelCount)
    this.history = this.grid.latencyFrames + 2 * this.grid.sizeFrames
    this.lines = Array.from({ length: channelCount }, () => ({
      audio: this.scope.f32(this.history + 2 * BLOCK_FRAMES),
      solved: this.scope.f32(this.history + 2 * BLOCK_FRAMES),
    }))
    this.noise = new NoiseToMask(kernels, this.scope, this.grid.sizeFrames, sampleRate)
    this.startFrame = startFrame
    this.position = startFrame
    this.cursor = this.history
    this.known = 0
    this.reset()
  }

  /** Takes `frames` frames (1…4096) at `pointers`, where something else stands afterwards. Never allocates. */
  push(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const { hopFrames, reachFrames } = this.grid
    if (this.cursor + frames > this.history + 2 * BLOCK_FRAMES) this.rewind()
    for (let c = 0; c < this.lines.length; c++) {
      const { audio } = this.lines[c] as Changed
      call.copyFrames(pointers[c] as number, audio.pointer + this.cursor * 4, frames)
    }
    this.trial.process(pointers, frames)
    for (let c = 0; c < this.lines.length; c++) {
      const { solved } = this.lines[c] as Changed
      call.copyFrames(pointers[c] as number, solved.pointer + this.cursor * 4, frames)
    }
    this.cursor += frames
    this.position += frames
    const solvedTo = this.position - this.trial.latencyFrames - reachFrames
    while ((this.known + 1) * hopFrames <= solvedTo) {
      this.depths[this.known % KEPT] = this.depthOf(this.known)
      this.known++
    }
  }

  /** Allowed depth of a hop, dB: one of the last 64 that are known. */
  at(hop: number): number {
    return this.depths[hop % KEPT] as number
  }

  reset(): void {
    this.trial.reset()
    this.cursor = this.history
    this.position = this.startFrame
    this.known = Math.max(0, Math.floor(this.startFrame / this.grid.hopFrames))
    this.depths.fill(FREE_DB)
    for (const { audio, solved } of this.lines) {
      audio.view.fill(0)
      solved.view.fill(0)
    }
  }

  dispose(): void {
    this.trial.dispose()
    this.scope.release()
  }

  private depthOf(index: number): number {
    const { lines } = this
    const { sizeFrames, reachFrames, hopFrames } = this.grid
    // Line index of the window's first frame of the audio; the solved line is late by the trial's latency.
    const first = this.cursor - (this.position - index * hopFrames) - reachFrames
    const left = lines[0] as Changed
    const right = lines[lines.length - 1] as Changed
    const ratios = this.noise.ratios(left, right, first, first + this.trial.latencyFrames)
    if (Math.max(ratios[0] as number, ratios[1] as number) <= this.budget) return FREE_DB
    const { call } = this.kernels
    let largest = 0
    for (let c = 0; c < lines.length; c++) {
      const { audio } = lines[c] as Changed
      largest = Math.max(largest, call.largestMagnitude(audio.pointer + first * 4, sizeFrames))
    }
    let depthDb = FREE_DB
    for (let c = 0; c < lines.length; c++) {
      const ratio = ratios[c] as number
      if (ratio <= this.budget) continue
      depthDb = Math.min(depthDb, this.allowedDb(lines[c] as Changed, first, largest, ratio))
    }
    // None at LEAST_DB and below, all from twice that on: no jump, which a search for the right drive would stumble over.
    return Math.min(depthDb, Math.max(0, 2 * (depthDb - LEAST_DB)))
  }

  /** How far over the ceiling a channel's peaks may stand for what cancelling adds to come to the budget, dB. */
  private allowedDb({ audio }: Changed, first: number, largest: number, ratio: number): number {
    const { ceiling, noise, grid, budget } = this
    const share = pow(budget / ratio, STRICTNESS / 2)
    const x = audio.pointer + first * 4
    const { pointer } = noise.window
    const peak = this.kernels.call.allowedPeak(x, pointer, grid.sizeFrames, ceiling, largest, share)
    return 20 * log10(Math.max(peak / ceiling, 1))
  }

  private rewind(): void {
    const { history, cursor } = this
    for (const { audio, solved } of this.lines) {
      audio.view.copyWithin(0, cursor - history, cursor)
      solved.view.copyWithin(0, cursor - history, cursor)
    }
    this.cursor = history
  }
}
