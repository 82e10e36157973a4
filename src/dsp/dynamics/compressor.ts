import { BLOCK_FRAMES } from '../../core/pcm'
import { exp, tan } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'

/** Window of the RMS detector: short enough for bus attacks, long enough for bass. */
const RMS_MS = 10
/** Averaging of the crest factor's peak and mean square (sources: compressor, P7). */
const CREST_MS = 200
/** τ·C² of attack and release: 2·80 ms and 2·1 s, the attack taken off the release (P7). */
const AUTO_ATTACK_MS = 2 * 80
const AUTO_RELEASE_MS = 2 * 1000 - AUTO_ATTACK_MS

/** The compressor's parameters in plain numbers. */
export interface CompressorParams {
  readonly thresholdDb: number
  /** ≥ 1 */
  readonly ratio: number
  /** Width of the soft knee, 0 = hard. */
  readonly kneeDb: number
  /** Level that the curve sees: each sample's magnitude, or the root of a 10 ms mean square. */
  readonly detector: 'peak' | 'rms'
  /** Channels joined by the louder one, or by the sum of their powers (equal channels read +3 dB). */
  readonly link: 'max' | 'power'
  /** Second-order Butterworth ahead of the detector, Hz; absent = none. */
  readonly sidechainHighPassHz?: number
  /** Times to 63 %, or taken from the crest factor: 160 ms ÷ C² and 1.84 s ÷ C². */
  readonly ballistics: { readonly attackMs: number; readonly releaseMs: number } | 'auto'
  readonly smoothing: 'branching' | 'decoupled'
  /** Second release that only sustained reduction charges; absent = one release. */
  readonly slow?: { readonly chargeMs: number; readonly releaseMs: number }
  readonly makeupDb: number
  /** 1 = compressed only, 0 = dry only. */
  readonly mix: number
}

/** Part of the way that a one-pole covers per frame. */
export const stepOf = (timeMs: number, sampleRate: number): number =>
  1 - exp(-1000 / (timeMs * sampleRate))

/** Butterworth high-pass in the kernel's state-space form: b0, c1, c2, a1, a2. */
const highPass = (freqHz: number, sampleRate: number): number[] => {
  const k = tan((Math.PI * freqHz) / sampleRate)
  const norm = 1 / (1 + Math.SQRT2 * k + k * k)
  const a1 = 2 * (k * k - 1) * norm
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm
  return [norm, -2 * norm - a1 * norm, norm - a2 * norm, a1, a2]
}

/**
 * Feed-forward bus compressor (sources: compressor) without latency, both channels under one gain:
 * side-chain high-pass → peak or RMS level in dB → static curve with soft knee → reduction smoothed in dB
 * (branching or decoupled; two releases, the larger reduction counting) → make-up → mix with the dry sound.
 */
export class Compressor {
  private readonly kernels: Kernels
  private readonly params: CompressorParams
  private readonly scope: KernelScope
  private readonly filtered: readonly [Region<Float32Array>, Region<Float32Array>]
  private readonly filter: Region<Float64Array> | null
  private readonly reduction: Region<Float32Array>
  private readonly mean: Region<Float64Array>
  private readonly crest: Region<Float64Array>
  private readonly steps: Region<Float64Array>
  private readonly smoother: Region<Float64Array>

  constructor(kernels: Kernels, params: CompressorParams, sampleRate: number) {
    this.kernels = kernels
    this.params = params
    const scope = kernels.scope()
    this.scope = scope
    this.filtered = [scope.f32(BLOCK_FRAMES + 4), scope.f32(BLOCK_FRAMES + 4)]
    this.reduction = scope.f32(BLOCK_FRAMES + 4)
    this.filter = params.sidechainHighPassHz === undefined ? null : scope.f64(FILTER_STATES + 4)
    this.filter?.view.set(highPass(params.sidechainHighPassHz ?? 0, sampleRate))
    this.mean = scope.f64(2)
    this.mean.view.set([stepOf(RMS_MS, sampleRate)])
    this.crest = scope.f64(CREST_STATES + 2)
    this.crest.view.set([
      stepOf(CREST_MS, sampleRate),
      1000 / (AUTO_ATTACK_MS * sampleRate),
      1000 / (AUTO_RELEASE_MS * sampleRate),
    ])
    this.steps = scope.f64(params.ballistics === 'auto' ? 2 * BLOCK_FRAMES : 2)
    this.smoother = scope.f64(SMOOTHER_STATES + 3)
    if (params.ballistics !== 'auto') {
      this.smoother.view[0] = stepOf(params.ballistics.attackMs, sampleRate)
      this.smoother.view[1] = stepOf(params.ballistics.releaseMs, sampleRate)
    }
    this.smoother.view[2] = params.slow ? stepOf(params.slow.chargeMs, sampleRate) : 0
    this.smoother.view[3] = params.slow ? stepOf(params.slow.releaseMs, sampleRate) : 1
  }

  /**
   * Compresses one or two channels in place, 1…4096 frames; `endsOnGrid` as the chain's block says.
   * Returns the largest reduction in dB (≥ 0). Silence stays silence.
   */
  process(pointers: readonly number[], frames: number, endsOnGrid: boolean): number {
    const { params, reduction, smoother, steps } = this
    const { call } = this.kernels
    const flush = endsOnGrid ? 1 : 0
    this.level(pointers, frames, flush)
    if (params.ballistics === 'auto')
      call.crestSteps(reduction.pointer, steps.pointer, frames, this.crest.pointer, flush)
    if (params.detector === 'rms')
      call.meanPower(reduction.pointer, frames, this.mean.pointer, flush)
    const { thresholdDb, kneeDb, ratio } = params
    const perTwoWidths = kneeDb > 0 ? 1 / (2 * kneeDb) : 0
    const offset = kneeDb / 2 - thresholdDb
    call.gainComputer(reduction.pointer, frames, offset, kneeDb, perTwoWidths, 1 - 1 / ratio)
    const perFrame = params.ballistics === 'auto' ? steps.pointer : 0
    const decoupled = params.smoothing === 'decoupled' ? 1 : 0
    call.smoothReduction(reduction.pointer, frames, smoother.pointer, perFrame, decoupled, flush)
    const largest = call.largestOf(reduction.pointer, frames)
    call.gainOfReduction(reduction.pointer, frames, params.makeupDb, params.mix)
    for (const pointer of pointers) call.multiply(pointer, reduction.pointer, frames)
    return largest
  }

  /** As if new. */
  reset(): void {
    this.filter?.view.fill(0, FILTER_STATES)
    this.mean.view[1] = 0
    this.crest.view.fill(0, CREST_STATES)
    this.smoother.view.fill(0, SMOOTHER_STATES)
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }

  /** Joint power of the side-chain, into `reduction`. */
  private level(pointers: readonly number[], frames: number, flush: number): void {
    const { call } = this.kernels
    const [left, right] = [pointers[0] as number, pointers[pointers.length - 1] as number]
    const [copyLeft, copyRight] = [this.filtered[0].pointer, this.filtered[1].pointer]
    if (this.filter) {
      const { pointer } = this.filter
      call.sidechainFilter(left, right, copyLeft, copyRight, frames, pointer, flush)
    } else {
      call.copyFrames(left, copyLeft, frames)
      call.copyFrames(right, copyRight, frames)
    }
    const sum = this.params.link === 'power' && pointers.length === 2 ? 1 : 0
    call.linkedPower(copyLeft, copyRight, this.reduction.pointer, frames, sum)
  }
}

/** Index of the first state in the regions that kernels/ballistics.ts reads. */
const FILTER_STATES = 5
const CREST_STATES = 3
const SMOOTHER_STATES = 4
