import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'
import { BitWriter } from './bit-writer'

/** Frames of a packet; the last one may hold fewer. */
export const ALAC_PACKET_FRAMES = 4096

/** Elements of a packet, three bits each. */
const ELEMENT = { mono: 0, pair: 1, end: 7 } as const
const PB_FACTOR = 4
const MIX_BITS = 2
/** Left and right as they are, or their mean and difference: the smaller packet is kept. */
const MIXES = [0, 2] as const
const FRAME_HEAD_BITS = 23 + 32
/** Coefficients of a predictor. */
const ORDER = 8
const DENOMINATOR_SHIFT = 9
/** What a predictor begins with, by sixteenths; the first belongs to the sample right before. */
const START_COEFFICIENTS = [38, -29, -2] as const

/** The parameters of the codes, which a cookie tells. */
export const ALAC_COOKIE = { version: 0, pb: 40, mb: 10, kb: 14, maxRun: 255 } as const

interface Attempt {
  readonly bits: BitWriter
  readonly target: number
  readonly coefficients: readonly Region<Int32Array>[]
}

/**
 * Apple Lossless packets of 16- or 24-bit integers (Apple's description under Apache-2.0): of 24 bits the lowest eight are stored
 * as they are, the rest is foretold and coded. A packet that would not become smaller holds the samples themselves.
 */
export class AlacEncoder {
  /** What the next packet is made of: a plane of ALAC_PACKET_FRAMES per channel, to be filled by the caller. */
  readonly planes: readonly Int32Array[]
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly bitDepth: 16 | 24
  private readonly channelCount: number
  private readonly shiftBits: 0 | 8
  private readonly sampleBits: number
  private readonly sources: readonly number[]
  /** What is foretold, and what of it is left, a plane per channel. */
  private readonly mixed: readonly number[]
  private readonly residuals: readonly number[]
  private readonly attempts: readonly [Attempt, Attempt]
  /** As the last packet left them, the one of the sample furthest back first. */
  private readonly coefficients: readonly Int32Array[]

  /** `channelCount` 1 or 2. Holds kernel memory until it is released. */
  constructor(kernels: Kernels, bitDepth: 16 | 24, channelCount: number) {
    this.kernels = kernels
    this.bitDepth = bitDepth
    this.channelCount = channelCount
    this.shiftBits = bitDepth === 24 ? 8 : 0
    this.sampleBits = bitDepth - this.shiftBits + channelCount - 1
    this.scope = kernels.scope()
    const { scope } = this
    const perChannel = <T>(make: () => T): readonly T[] =>
      Array.from({ length: channelCount }, make)
    const planes = () => perChannel(() => scope.i32(ALAC_PACKET_FRAMES))
    const sources = planes()
    this.planes = sources.map(({ view }) => view)
    this.sources = sources.map(({ pointer }) => pointer)
    this.mixed = planes().map(({ pointer }) => pointer)
    this.residuals = planes().map(({ pointer }) => pointer)
    this.coefficients = perChannel(startCoefficients)
    // An escaped sample is longer than any that is worth coding; codes may reach twice its bits.
    const capacity = 2 * ((ALAC_PACKET_FRAMES * channelCount * 32) / 8) + 256
    const attempt = (): Attempt => {
      const { pointer, view } = scope.u8(capacity)
      const coefficients = perChannel(() => scope.i32(ORDER))
      return { bits: new BitWriter(view), target: pointer, coefficients }
    }
    this.attempts = [attempt(), attempt()]
  }

  /** The packet of the first `frames` frames of `planes`; valid until the next call. */
  encode(frames: number): Uint8Array {
    const rawBits = FRAME_HEAD_BITS + frames * this.channelCount * this.bitDepth
    let best: Attempt | null = null
    for (const [index, mix] of MIXES.entries()) {
      const attempt = this.attempts[index]
      if (!attempt || (mix !== 0 && this.channelCount === 1)) continue
      this.attempt(attempt, frames, mix)
      if (attempt.bits.length < (best?.bits.length ?? rawBits)) best = attempt
    }
    if (!best) return this.raw(frames)
    for (const [channel, kept] of this.coefficients.entries())
      kept.set(best.coefficients[channel]?.view ?? kept)
    return ended(best.bits)
  }

  release(): void {
    this.scope.release()
  }

  private attempt({ bits, target, coefficients }: Attempt, frames: number, mix: number): void {
    const { shiftBits, sampleBits, channelCount, mixed, residuals } = this
    const { call } = this.kernels
    const [left = 0, right = left] = this.sources
    const [first = 0, second = first] = mixed
    call.alacMix(left, right, first, second, frames, shiftBits, mix, MIX_BITS)
    bits.clear()
    this.head(bits, frames, false)
    bits.put(channelCount === 2 ? MIX_BITS : 0, 8)
    bits.put(mix, 8)
    for (const [channel, { pointer, view }] of coefficients.entries()) {
      view.set(this.coefficients[channel] ?? view)
      bits.put(DENOMINATOR_SHIFT, 8)
      bits.put((PB_FACTOR << 5) | ORDER, 8)
      for (const coefficient of view.toReversed()) bits.put(coefficient & 0xffff, 16)
      const [source = 0, rest = 0] = [mixed[channel], residuals[channel]]
      call.alacPredict(source, rest, frames, pointer, sampleBits, DENOMINATOR_SHIFT)
    }
    if (shiftBits > 0)
      bits.length = call.alacLowBits(
        left,
        right,
        channelCount,
        frames,
        shiftBits,
        target,
        bits.length,
      )
    const { pb, mb, kb } = ALAC_COOKIE
    for (const rest of residuals)
      bits.length = call.alacResiduals(rest, frames, sampleBits, pb, mb, kb, target, bits.length)
  }

  private raw(frames: number): Uint8Array {
    const { bits, target } = this.attempts[0]
    const [left = 0, right = left] = this.sources
    bits.clear()
    this.head(bits, frames, true)
    bits.length = this.kernels.call.alacLowBits(
      left,
      right,
      this.channelCount,
      frames,
      this.bitDepth,
      target,
      bits.length,
    )
    return ended(bits)
  }

  private head(bits: BitWriter, frames: number, escaped: boolean): void {
    const partial = frames < ALAC_PACKET_FRAMES
    bits.put(this.channelCount === 2 ? ELEMENT.pair : ELEMENT.mono, 3)
    bits.put(0, 4 + 12)
    bits.put(partial ? 1 : 0, 1)
    bits.put(escaped ? 0 : this.shiftBits / 8, 2)
    bits.put(escaped ? 1 : 0, 1)
    if (partial) bits.put(frames, 32)
  }
}

const startCoefficients = (): Int32Array => {
  const coefficients = new Int32Array(ORDER)
  for (const [k, sixteenths] of START_COEFFICIENTS.entries())
    coefficients[ORDER - 1 - k] = (sixteenths << DENOMINATOR_SHIFT) >> 4
  return coefficients
}

const ended = (bits: BitWriter): Uint8Array => {
  bits.put(ELEMENT.end, 3)
  return bits.done()
}
