import { BLOCK_FRAMES } from '../../core/pcm'
import { exp } from '../elementary'
import type { KernelScope, Region } from '../kernels'
import type { LimiterParams, LimiterTiming } from './limiter-timing'

const UNITY = 2 ** 30

/** The gain computer's state, as kernels/limiter.ts reads it. */
export interface GainState {
  readonly numbers: Region<Float64Array>
  readonly words: Region<Int32Array>
  readonly sums: BigInt64Array
  readonly held: Float32Array
  readonly rings: readonly BigInt64Array[]
  readonly required: Region<Float32Array>
  readonly gain: Region<Float32Array>
}

/** Layout of the state that kernels/limiter.ts reads. */
const NUMBER_COUNT = 9
const NUMBER_SUMS = 6
const WORD_COUNT = 14
const WORD_POSITIONS = 8
const WORD_PREFIX = 13

export const gainState = (scope: KernelScope, timing: LimiterTiming): GainState => {
  const numbers = scope.f64(NUMBER_COUNT)
  const words = scope.i32(WORD_COUNT)
  const held = scope.f32(timing.windowFrames)
  const rings = timing.boxFrames.map((length) => scope.f64(length))
  const pointers = [held, ...rings].map((region) => region.pointer)
  words.view.set([timing.windowFrames, ...timing.boxFrames, ...pointers])
  const { buffer } = numbers.view
  return {
    numbers,
    words,
    sums: new BigInt64Array(buffer, numbers.pointer + NUMBER_SUMS * 8, 3),
    held: held.view,
    rings: rings.map((ring) => new BigInt64Array(buffer, ring.pointer, ring.view.length)),
    required: scope.f32(BLOCK_FRAMES + 4),
    gain: scope.f32(BLOCK_FRAMES + 4),
  }
}

/** As if new. */
export const resetGain = (
  { numbers, words, sums, held, rings }: GainState,
  params: LimiterParams,
  timing: LimiterTiming,
  sampleRate: number,
): void => {
  const [n1, n2, n3] = timing.boxFrames
  numbers.view.set([
    1,
    0,
    stepOf(params.releaseMs, sampleRate),
    params.slow ? stepOf(params.slow.chargeMs, sampleRate) : 0,
    params.slow ? stepOf(params.slow.releaseMs, sampleRate) : 1,
    1 / (UNITY * n1 * n2 * n3),
  ])
  const levels = [UNITY, UNITY * n1, UNITY * n1 * n2]
  for (const [k, ring] of rings.entries()) {
    ring.fill(BigInt(levels[k] as number))
    sums[k] = BigInt((levels[k] as number) * (timing.boxFrames[k] as number))
  }
  held.fill(1)
  words.view.fill(0, WORD_POSITIONS, WORD_PREFIX)
  new Float32Array(words.view.buffer, words.pointer, WORD_PREFIX + 1)[WORD_PREFIX] = 1
}

/** Part of the way to its goal that a one-pole covers per frame: 1 − e^(−1/(τ·fs)). */
const stepOf = (timeMs: number, sampleRate: number): number =>
  1 - exp(-1000 / (timeMs * sampleRate))
