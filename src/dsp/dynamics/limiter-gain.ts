import { BLOCK_FRAMES } from '../../core/pcm'
import { exp, gainOfDb } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'
import type { LimiterParams, LimiterTiming } from './limiter-timing'

const UNITY = 2 ** 30

/** Layout of the state that kernels/limiter.ts reads. */
const NUMBER_COUNT = 10
const NUMBER_SUMS = 6
const NUMBER_SLOW_SHARE = 9
const WORD_COUNT = 14
const WORD_POSITIONS = 8
const WORD_PREFIX = 13

type Ballistics = Pick<LimiterParams, 'releaseMs' | 'slow'>

/** Required gain → applied gain: hold and release, then three boxes. With `quick`, two holds and releases of which the smaller counts. */
export class GainComputer {
  /** What is asked of it, frame by frame; filled by its owner. */
  readonly required: Region<Float32Array>
  /** With `quick`: the part of it that low sound asks for. */
  readonly lowRequired: Region<Float32Array> | null
  readonly gain: Region<Float32Array>
  private readonly kernels: Kernels
  private readonly window: number
  private readonly main: HoldState
  private readonly quick: HoldState | null
  private readonly fixed: Region<Int32Array>
  private readonly quickFixed: Region<Int32Array> | null

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    params: LimiterParams,
    timing: LimiterTiming,
    sampleRate: number,
  ) {
    const { quick } = params
    const room = BLOCK_FRAMES + 4
    this.kernels = kernels
    this.main = new HoldState(scope, params, timing, timing.windowFrames, sampleRate)
    this.quick = quick
      ? new HoldState(scope, quick, timing, timing.quickWindowFrames, sampleRate)
      : null
    this.window = timing.windowFrames
    this.required = scope.f32(room)
    this.lowRequired = quick ? scope.f32(room) : null
    this.gain = scope.f32(room)
    this.fixed = scope.i32(room)
    this.quickFixed = quick ? scope.i32(room) : null
  }

  /** Fills `frames` gains. */
  run(frames: number): void {
    const { call } = this.kernels
    const { required, lowRequired, gain, main, quick, fixed, quickFixed, window } = this
    const { f, w } = main
    if (call.isUnity(w, window, required.pointer, frames) as unknown as boolean) {
      gain.view.fill(1, 0, frames)
      return
    }
    call.heldGain(f, w, (lowRequired ?? required).pointer, fixed.pointer, frames)
    if (quick && quickFixed) {
      call.heldGain(quick.f, quick.w, required.pointer, quickFixed.pointer, frames)
      call.smallerGains(fixed.pointer, quickFixed.pointer, frames)
    }
    call.smoothGain(f, w, fixed.pointer, gain.pointer, frames)
  }

  /** As if new. */
  reset(): void {
    this.main.reset()
    this.quick?.reset()
  }
}

/** One moving minimum with its release, as kernels/limiter.ts reads it; the boxes of the quick one stay unused. */
class HoldState {
  private readonly ballistics: Ballistics
  private readonly boxFrames: LimiterTiming['boxFrames']
  private readonly sampleRate: number
  private readonly numbers: Region<Float64Array>
  private readonly words: Region<Int32Array>
  private readonly sums: BigInt64Array
  private readonly held: Float32Array
  private readonly rings: readonly BigInt64Array[]

  constructor(
    scope: KernelScope,
    ballistics: Ballistics,
    { boxFrames }: LimiterTiming,
    windowFrames: number,
    sampleRate: number,
  ) {
    this.ballistics = ballistics
    this.boxFrames = boxFrames
    this.sampleRate = sampleRate
    this.numbers = scope.f64(NUMBER_COUNT)
    this.words = scope.i32(WORD_COUNT)
    const held = scope.f32(windowFrames)
    const rings = boxFrames.map((length) => scope.f64(length))
    const pointers = [held, ...rings].map((region) => region.pointer)
    this.words.view.set([windowFrames, ...boxFrames, ...pointers])
    const { buffer } = this.numbers.view
    this.sums = new BigInt64Array(buffer, this.numbers.pointer + NUMBER_SUMS * 8, 3)
    this.held = held.view
    this.rings = rings.map((ring) => new BigInt64Array(buffer, ring.pointer, ring.view.length))
    this.reset()
  }

  get f(): number {
    return this.numbers.pointer
  }

  get w(): number {
    return this.words.pointer
  }

  reset(): void {
    const { ballistics, boxFrames, sampleRate, numbers, words, sums, held, rings } = this
    const { releaseMs, slow } = ballistics
    const [n1, n2, n3] = boxFrames
    numbers.view.set([
      1,
      0,
      stepOf(releaseMs, sampleRate),
      slow ? stepOf(slow.chargeMs, sampleRate) : 0,
      slow ? stepOf(slow.releaseMs, sampleRate) : 1,
      1 / (UNITY * n1 * n2 * n3),
    ])
    numbers.view[NUMBER_SLOW_SHARE] = slow?.mostDb === undefined ? 0 : gainOfDb(-slow.mostDb)
    const levels = [UNITY, UNITY * n1, UNITY * n1 * n2]
    for (const [k, ring] of rings.entries()) {
      ring.fill(BigInt(levels[k] as number))
      sums[k] = BigInt((levels[k] as number) * (boxFrames[k] as number))
    }
    held.fill(1)
    words.view.fill(0, WORD_POSITIONS, WORD_PREFIX)
    new Float32Array(words.view.buffer, words.pointer, WORD_PREFIX + 1)[WORD_PREFIX] = 1
  }
}

/** Part of the way to its goal that a one-pole covers per frame: 1 − e^(−1/(τ·fs)). */
const stepOf = (timeMs: number, sampleRate: number): number =>
  1 - exp(-1000 / (timeMs * sampleRate))
