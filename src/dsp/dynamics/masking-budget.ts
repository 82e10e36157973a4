import { BLOCK_FRAMES } from '../../core/pcm'
import { gainOfDb } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'
import { depthGrid, FREE_DB, MaskingDepths, type MaskingParams } from './masking-depths'

/** Depths are held down this many hops before and after. */
const NEIGHBOURS = 4
const FREE_WEIGHT = gainOfDb(-FREE_DB)
/** Weights of hops are kept while frames between them leave; a power of two. */
const WEIGHTS_KEPT = 4
/** No hop's number: those ahead of the audio are negative, and few. */
const NO_HOP = -(2 ** 30)

export interface MaskingBudgetParams extends MaskingParams {
  /** How late the audio is. */
  readonly delayFrames: number
  /** How much later than the audio the weights are: what the limiter's detector is late by. */
  readonly extraDelayFrames: number
  /** Depths of the whole track, dB, hop by hop, where somebody has found them already: then nothing is tried here. */
  readonly depthsDb?: Float64Array | undefined
}

/**
 * How far peaks may stand over the ceiling before somebody turns them down ({@link MaskingDepths}), frame by frame: the audio is
 * delayed until it is known, and `weights` are 1 ÷ (allowed peak ÷ ceiling).
 */
export class MaskingBudget {
  readonly latencyFrames: number
  readonly weights: Region<Float32Array>
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly trial: MaskingDepths | null
  private readonly depthsDb: Float64Array | null
  private readonly lines: readonly Region<Float32Array>[]
  private readonly hop: number
  /** Of the hops that were asked for last, and which they are. */
  private readonly hopWeights = new Float64Array(WEIGHTS_KEPT)
  private readonly weighed = new Int32Array(WEIGHTS_KEPT)
  private readonly delayFrames: number
  private readonly extraDelay: number
  private cursor: number
  private position: number

  constructor(
    kernels: Kernels,
    params: MaskingBudgetParams,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    const { delayFrames, extraDelayFrames, depthsDb } = params
    this.kernels = kernels
    this.scope = kernels.scope()
    const { hopFrames, latencyFrames } = depthGrid(sampleRate)
    this.hop = hopFrames
    // A frame needs the depths of the hops around it, and those as many neighbours more.
    this.latencyFrames = latencyFrames + (NEIGHBOURS + 2) * hopFrames
    this.depthsDb = depthsDb ?? null
    this.trial = depthsDb
      ? null
      : new MaskingDepths(kernels, params, -delayFrames, sampleRate, channelCount)
    this.extraDelay = extraDelayFrames
    this.delayFrames = delayFrames
    this.lines = Array.from({ length: channelCount }, () =>
      this.scope.f32(this.latencyFrames + 2 * BLOCK_FRAMES),
    )
    this.weights = this.scope.f32(BLOCK_FRAMES)
    this.position = -delayFrames
    this.cursor = this.latencyFrames
    this.reset()
  }

  /** Delays `frames` frames (1…4096) at `pointers` in place and fills as many `weights`. */
  process(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const { latencyFrames } = this
    if (this.cursor + frames > latencyFrames + 2 * BLOCK_FRAMES) this.rewind()
    for (let c = 0; c < this.lines.length; c++) {
      const { pointer } = this.lines[c] as Region<Float32Array>
      call.copyFrames(pointers[c] as number, pointer + this.cursor * 4, frames)
    }
    this.trial?.push(pointers, frames)
    for (let c = 0; c < this.lines.length; c++) {
      const { pointer } = this.lines[c] as Region<Float32Array>
      const delayed = pointer + (this.cursor - latencyFrames) * 4
      call.copyFrames(delayed, pointers[c] as number, frames)
    }
    this.cursor += frames
    this.position += frames
    this.fillWeights(frames)
  }

  reset(): void {
    this.trial?.reset()
    this.cursor = this.latencyFrames
    this.position = -this.delayFrames
    this.weighed.fill(NO_HOP)
    for (const { view } of this.lines) view.fill(0)
  }

  dispose(): void {
    this.trial?.dispose()
    this.scope.release()
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
    const place = index & (WEIGHTS_KEPT - 1)
    if (this.weighed[place] !== index) {
      this.hopWeights[place] = this.newWeight(index)
      this.weighed[place] = index
    }
    return this.hopWeights[place] as number
  }

  private newWeight(index: number): number {
    let depth = FREE_DB
    for (let k = Math.max(0, index - NEIGHBOURS); k <= index + NEIGHBOURS; k++)
      depth = Math.min(depth, this.depthAt(k))
    return depth === FREE_DB ? FREE_WEIGHT : gainOfDb(-depth)
  }

  private depthAt(hop: number): number {
    return this.trial ? this.trial.at(hop) : (this.depthsDb?.[hop] ?? FREE_DB)
  }

  private rewind(): void {
    for (const { view } of this.lines)
      view.copyWithin(0, this.cursor - this.latencyFrames, this.cursor)
    this.cursor = this.latencyFrames
  }
}
