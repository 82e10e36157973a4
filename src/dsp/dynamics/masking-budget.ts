import { BLOCK_FRAMES } from '../../core/pcm'
import { gainOfDb, log10, pow } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'
import { type Changed, NoiseToMask } from './noise-to-mask'
import { PeakSolver } from './peak-solver'

/** At up to 64 kHz; both double with every doubling of the rate. */
const FFT_FRAMES = 2048
const HOP_FRAMES = 512
const BASE_RATE_HZ = 64_000
/**
 * What clipping h off the top of a wave leaves has a height of h and a width of √h: its power goes with h^2.5, and so the depth
 * that a noise power allows with its 0.4th power.
 */
const DEPTH_EXPONENT = 0.4
/** Depths are held down this many hops before and after. */
const NEIGHBOURS = 4
/** Depths below this are none: a sustained tone is then turned down and not cancelled at all. */
const LEAST_DB = 0.5
/** No bound. */
const FREE_DB = 60

export interface MaskingBudgetParams {
  /** Linear. */
  readonly ceiling: number
  /** Noise to mask ratio that cancelling may reach, dB. */
  readonly budgetDb: number
  /** How late the audio is. */
  readonly delayFrames: number
  /** How much later than the audio the weights are: what the limiter's detector is late by. */
  readonly extraDelayFrames: number
}

/**
 * How far peaks may stand over the ceiling before somebody turns them down: what cancelling all of them would add is solved for
 * on trial, held against what the audio masks, hop by hop, and where it is more than the budget the depth is reduced
 * until it is not. The audio is delayed; `weights` are 1 ÷ (allowed peak ÷ ceiling), frame by frame.
 */
export class MaskingBudget {
  readonly latencyFrames: number
  readonly weights: Region<Float32Array>
  /** Noise to mask ratio budget as a power. */
  private readonly budget: number
  private readonly ceiling: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly trial: PeakSolver
  private readonly noise: NoiseToMask
  private readonly size: number
  private readonly hop: number
  private readonly lines: readonly Changed[]
  /** Allowed depth of the last hops, dB, by hop number. */
  private readonly depths = new Float64Array(64)
  private readonly history: number
  private readonly delayFrames: number
  private readonly extraDelay: number
  private readonly reach: number
  private cursor: number
  private position: number
  private hopsKnown = 0

  constructor(
    kernels: Kernels,
    { ceiling, budgetDb, delayFrames, extraDelayFrames }: MaskingBudgetParams,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    this.kernels = kernels
    this.ceiling = ceiling
    this.scope = kernels.scope()
    this.budget = pow(10, budgetDb / 10)
    const scale = sampleRate > 2 * BASE_RATE_HZ ? 4 : sampleRate > BASE_RATE_HZ ? 2 : 1
    this.size = FFT_FRAMES * scale
    this.hop = HOP_FRAMES * scale
    this.trial = new PeakSolver(kernels, { ceiling, delayFrames }, sampleRate, channelCount)
    this.reach = this.size / 2 - this.hop / 2
    // A frame needs the depths of the hops around it, and those as many neighbours more.
    this.latencyFrames = this.trial.latencyFrames + this.reach + (NEIGHBOURS + 2) * this.hop
    this.history = this.latencyFrames + this.size + extraDelayFrames
    this.extraDelay = extraDelayFrames
    this.delayFrames = delayFrames
    this.lines = Array.from({ length: channelCount }, () => ({
      audio: this.scope.f32(this.history + 2 * BLOCK_FRAMES),
      solved: this.scope.f32(this.history + 2 * BLOCK_FRAMES),
    }))
    this.noise = new NoiseToMask(kernels, this.scope, this.size, sampleRate)
    this.weights = this.scope.f32(BLOCK_FRAMES)
    this.position = -delayFrames
    this.cursor = this.history
    this.reset()
  }

  /** Delays `frames` frames (1…4096) at `pointers` in place and fills as many `weights`. */
  process(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    if (this.cursor + frames > this.history + 2 * BLOCK_FRAMES) this.rewind()
    for (let c = 0; c < this.lines.length; c++) {
      const { audio } = this.lines[c] as Changed
      call.copyFrames(pointers[c] as number, audio.pointer + this.cursor * 4, frames)
    }
    this.trial.process(pointers, frames)
    for (let c = 0; c < this.lines.length; c++) {
      const { audio, solved } = this.lines[c] as Changed
      call.copyFrames(pointers[c] as number, solved.pointer + this.cursor * 4, frames)
      call.copyFrames(
        audio.pointer + (this.cursor - this.latencyFrames) * 4,
        pointers[c] as number,
        frames,
      )
    }
    this.cursor += frames
    this.position += frames
    const solvedTo = this.position - this.trial.latencyFrames - this.reach
    while ((this.hopsKnown + 1) * this.hop <= solvedTo) {
      this.depths[this.hopsKnown & 63] = this.depthOf(this.hopsKnown)
      this.hopsKnown++
    }
    this.fillWeights(frames)
  }

  reset(): void {
    this.trial.reset()
    this.cursor = this.history
    this.position = -this.delayFrames
    this.hopsKnown = 0
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

  /** Depth in dB that hop `index` may have. */
  private depthOf(index: number): number {
    const { size, reach, hop, lines } = this
    // Line index of the window's first frame of the audio; the solved line is late by the trial's latency.
    const first = this.cursor - (this.position - index * hop) - reach
    const left = lines[0] as Changed
    const right = lines[lines.length - 1] as Changed
    const ratio = this.noise.ratio(left, right, first, first + this.trial.latencyFrames)
    if (ratio <= this.budget) return FREE_DB
    let largest = 0
    for (let c = 0; c < lines.length; c++) {
      const { audio } = lines[c] as Changed
      largest = Math.max(largest, this.kernels.call.largestOf(audio.pointer + first * 4, size))
    }
    const overDb = Math.max(0.1, 20 * log10(Math.max(largest / this.ceiling, 1)))
    const depthDb = overDb * pow(this.budget / ratio, DEPTH_EXPONENT)
    // None at LEAST_DB and below, all from twice that on: no jump, which a search for the right drive would stumble over.
    return Math.min(depthDb, Math.max(0, 2 * (depthDb - LEAST_DB)))
  }

  /** 1 ÷ allowed peak: the smallest depth of the hops around, between hops' middles a straight line. */
  private fillWeights(frames: number): void {
    const { hop, weights } = this
    const start = this.position - frames - this.latencyFrames - this.extraDelay
    for (let n = 0; n < frames; ) {
      const at = start + n - hop / 2
      const index = Math.floor(at / hop)
      const count = Math.min(frames - n, (index + 1) * hop - at)
      const a = this.weightAt(index)
      const b = this.weightAt(index + 1)
      if (a === b) weights.view.fill(a, n, n + count)
      else
        for (let k = 0; k < count; k++)
          weights.view[n + k] = a + ((b - a) * (at + k - index * hop)) / hop
      n += count
    }
  }

  private weightAt(index: number): number {
    let depth = FREE_DB
    for (let k = index - NEIGHBOURS; k <= index + NEIGHBOURS; k++)
      if (k >= 0) depth = Math.min(depth, this.depths[k & 63] as number)
    return gainOfDb(-depth)
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
