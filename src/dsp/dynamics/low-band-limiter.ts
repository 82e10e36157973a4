import { BLOCK_FRAMES } from '../../core/pcm'
import { gainOfDb } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'
import { GainComputer } from './limiter-gain'
import { type LimiterParams, type LimiterTiming, limiterTiming } from './limiter-timing'

/** Where the low band is 6 dB down: over the kicks and basses that push the rest aside, under most of what is pushed. */
const SPLIT_HZ = 200
/** Two boxes of so many periods of a frequency pass half of it: sin²(πx) = (πx)² ÷ 2. */
const HALF_PERIODS = 0.443
/** A peak of which the low band is less than this is not its; from `FULL_SHARE` on it is. */
const LEAST_SHARE = 0.1
const FULL_SHARE = 0.25
/** Under what was asked for, dB: the limiter behind it hears between the samples, and must have nothing to do on a bass alone. */
const UNDER_DB = 0.05
/**
 * Where the low band came down by more than this within the latency, what is left over the ceiling is an onset, shorter than the filter. Less is
 * a gain that follows what lies over the low band, dB.
 */
const ONSET_FALL_DB = 12
/** An onset may stand so much higher before all is turned down, dB: somebody cancels it. A bare pad that is over by itself may not. */
const ONSET_DB = 6
const ONSET_FALL = gainOfDb(ONSET_FALL_DB)
const LEAST_ONSET_WEIGHT = gainOfDb(-ONSET_DB)
const BOXES = 6
/** Kernels work on whole groups of four. */
const ROOM = 4

/** Frames of a box at this rate. */
export const lowBandBoxFrames = (sampleRate: number): number =>
  Math.round((HALF_PERIODS * sampleRate) / SPLIT_HZ)

/**
 * Turns the low band down where it is what stands over the ceiling and leaves all else alone: y = x − (1 − gain)·low, by a filter of
 * linear phase (kernels/low-band.ts) and the hold and release of `params`. Detects on samples; what it does not get under the ceiling, somebody
 * behind it does. Nothing over: bit for bit. Beyond six boxes and the release there is no memory.
 */
export class LowBandLimiter {
  readonly latencyFrames: number
  /** Of the frames that leave, for who comes behind: as late against them as those that came in were. */
  weightsPointer: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly params: LimiterParams
  private readonly ceiling: number
  private readonly lowestGain: number
  private readonly boxFrames: number
  private readonly shift: number
  private readonly filterFrames: number
  private readonly attackFrames: number
  private readonly weightsLate: number
  private readonly channels: readonly Channel[]
  private readonly gains: readonly GainComputer[]
  private readonly weights: Region<Float32Array>
  /** What the low band was given, of both channels the larger. */
  private readonly given: Region<Float32Array>
  private readonly easedWeights: Region<Float32Array>
  private cursor = 0
  private position = 0

  /** `mostDb`: the low band is turned down by no more; `weightsLate`: frames that weights are late by. */
  constructor(
    kernels: Kernels,
    params: LimiterParams,
    mostDb: number,
    weightsLate: number,
    sampleRate: number,
    channelCount: 1 | 2,
  ) {
    const { quick: _, ...ballistics } = params
    const timing: LimiterTiming = limiterTiming(ballistics, sampleRate)
    this.kernels = kernels
    this.scope = kernels.scope()
    this.params = params
    this.ceiling = params.ceiling * gainOfDb(-UNDER_DB)
    this.lowestGain = gainOfDb(-mostDb)
    this.weightsLate = weightsLate
    this.boxFrames = lowBandBoxFrames(sampleRate)
    this.shift = wholeLog2(this.boxFrames ** 3)
    this.filterFrames = 3 * (this.boxFrames - 1)
    this.attackFrames = timing.attackFrames
    this.latencyFrames = this.filterFrames + this.attackFrames
    const line = () => this.scope.f32(this.latencyFrames + 2 * BLOCK_FRAMES + ROOM)
    this.weights = line()
    this.given = line()
    this.easedWeights = this.scope.f32(BLOCK_FRAMES + ROOM)
    this.weightsPointer = this.weights.pointer
    this.channels = Array.from({ length: channelCount }, () => ({
      audio: line(),
      low: line(),
      required: this.scope.f32(BLOCK_FRAMES + ROOM),
      state: this.scope.f64(BOXES + (BOXES + 1) * this.boxFrames),
    }))
    this.gains = Array.from(
      { length: params.link === 1 ? 1 : channelCount },
      () => new GainComputer(kernels, this.scope, ballistics, timing, sampleRate),
    )
    this.reset()
  }

  /**
   * Works on `frames` frames (1…4096) at `pointers` in place, with as many weights: 1 ÷ how far peaks may stand over. Returns the
   * smallest gain that the low band of what leaves was given. Never allocates.
   */
  process(pointers: readonly number[], frames: number, weights: number): number {
    const { call } = this.kernels
    const { channels, gains, latencyFrames } = this
    if (this.cursor + frames > latencyFrames + 2 * BLOCK_FRAMES) this.rewind()
    const { cursor } = this
    call.copyFrames(weights, this.weights.pointer + cursor * 4, frames)
    this.require(pointers, frames)
    for (let g = 0; g < gains.length; g++) {
      const computer = gains[g] as GainComputer
      const own = (channels[g] as Channel).required.pointer
      const other = (channels[channels.length - 1 - g] as Channel).required.pointer
      call.linkedGains(own, other, computer.required.pointer, frames, this.params.link)
      computer.run(frames)
    }
    let lowest = 1
    for (let c = 0; c < channels.length; c++) {
      const { audio, low } = channels[c] as Channel
      const { gain } = gains[Math.min(c, gains.length - 1)] as GainComputer
      const from = audio.pointer + (cursor - latencyFrames) * 4
      const lowFrom = low.pointer + (cursor - this.attackFrames) * 4
      const used = call.applyLowGains(from, lowFrom, gain.pointer, pointers[c] as number, frames)
      lowest = Math.min(lowest, used)
    }
    this.weightsPointer = this.weights.pointer + (cursor - latencyFrames) * 4
    this.ease(frames)
    this.cursor += frames
    return lowest
  }

  /** As if new. */
  reset(): void {
    this.cursor = this.latencyFrames
    this.position = 0
    this.weights.view.fill(1)
    this.given.view.fill(1)
    for (const { audio, low, state } of this.channels) {
      audio.view.fill(0)
      low.view.fill(0)
      state.view.fill(0)
    }
    for (const computer of this.gains) computer.reset()
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }

  /** The low band of the newest frames, and the gain that it needs in each. */
  private require(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const { cursor, boxFrames, position, shift, filterFrames } = this
    const weights = this.weights.pointer + (cursor - filterFrames + this.weightsLate) * 4
    for (let c = 0; c < this.channels.length; c++) {
      const { audio, low, required, state } = this.channels[c] as Channel
      const source = pointers[c] as number
      const lowAt = low.pointer + cursor * 4
      call.copyFrames(source, audio.pointer + cursor * 4, frames)
      this.position = call.lowBand(source, lowAt, frames, state.pointer, boxFrames, position, shift)
      call.lowBandRequired(
        audio.pointer + (cursor - filterFrames) * 4,
        lowAt,
        weights,
        required.pointer,
        frames,
        this.ceiling,
        LEAST_SHARE,
        FULL_SHARE,
        this.lowestGain,
      )
    }
  }

  /** Weights that let an onset stand higher; unlinked, where the low band came down in both channels. */
  private ease(frames: number): void {
    const { call } = this.kernels
    const { cursor, latencyFrames, given, easedWeights, gains } = this
    const { pointer } = (gains[0] as GainComputer).gain
    const other = gains[1]?.gain
    if (other) call.largerGains(pointer, other.pointer, frames)
    const now = given.pointer + cursor * 4
    call.copyFrames(pointer, now, frames)
    call.onsetWeights(
      this.weightsPointer,
      now,
      now - latencyFrames * 4,
      easedWeights.pointer,
      frames,
      ONSET_FALL,
      LEAST_ONSET_WEIGHT,
    )
    this.weightsPointer = easedWeights.pointer
  }

  /** Moves what is still needed to the front of every line. */
  private rewind(): void {
    const { cursor, latencyFrames, channels } = this
    const from = cursor - latencyFrames
    this.weights.view.copyWithin(0, from, cursor)
    this.given.view.copyWithin(0, from, cursor)
    for (const { audio, low } of channels) {
      audio.view.copyWithin(0, from, cursor)
      low.view.copyWithin(0, from, cursor)
    }
    this.cursor = latencyFrames
  }
}

/** ⌊log₂ value⌋ by halving: no engine's logarithm. */
const wholeLog2 = (value: number): number => {
  let exponent = 0
  for (let rest = value; rest >= 2; rest /= 2) exponent++
  return exponent
}

interface Channel {
  readonly audio: Region<Float32Array>
  /** Later than the audio by the filter's delay. */
  readonly low: Region<Float32Array>
  readonly required: Region<Float32Array>
  /** Six sums and seven rings of int64. */
  readonly state: Region<Float64Array>
}
