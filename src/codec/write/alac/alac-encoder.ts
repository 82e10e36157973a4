import { BitWriter } from './bit-writer'
import { GOLOMB, writeResiduals } from './golomb'
import { DENOMINATOR_SHIFT, ORDER, predict, startCoefficients } from './predict'

/** Frames of a packet; the last one may hold fewer. */
export const ALAC_PACKET_FRAMES = 4096

/** Elements of a packet, three bits each. */
const ELEMENT = { mono: 0, pair: 1, end: 7 } as const
const PB_FACTOR = 4
const MIX_BITS = 2
/** Left and right as they are, or their mean and difference: the smaller packet is kept. */
const MIXES = [0, 2] as const
const FRAME_HEAD_BITS = 23 + 32

interface Attempt {
  readonly bits: BitWriter
  readonly coefficients: readonly Int16Array[]
}

/**
 * Apple Lossless packets of 16- or 24-bit integers (Apple's description under Apache-2.0): of 24 bits the lowest eight are stored
 * as they are, the rest is foretold and coded. A packet that would not become smaller holds the samples themselves.
 */
export class AlacEncoder {
  private readonly bitDepth: 16 | 24
  private readonly channelCount: number
  private readonly shiftBits: 0 | 8
  /** What is foretold, a plane per channel. */
  private readonly mixed: readonly Int32Array[]
  private readonly residuals: readonly Int32Array[]
  private attempts: readonly [Attempt, Attempt]
  /** As the last packet left them. */
  private coefficients: readonly Int16Array[]

  constructor(bitDepth: 16 | 24, channelCount: number) {
    this.bitDepth = bitDepth
    this.channelCount = channelCount
    this.shiftBits = bitDepth === 24 ? 8 : 0
    const plane = () => new Int32Array(ALAC_PACKET_FRAMES)
    const planes = () => Array.from({ length: channelCount }, plane)
    const fresh = () => Array.from({ length: channelCount }, startCoefficients)
    this.mixed = planes()
    this.residuals = planes()
    this.coefficients = fresh()
    // An escaped sample is longer than any that is worth coding; codes may reach twice its bits.
    const capacity = 2 * ((ALAC_PACKET_FRAMES * channelCount * 32) / 8) + 256
    const attempt = (): Attempt => ({ bits: new BitWriter(capacity), coefficients: fresh() })
    this.attempts = [attempt(), attempt()]
  }

  /** The packet of the next `frames` frames; valid until the next call. */
  encode(planes: readonly Int32Array[], frames: number): Uint8Array {
    const rawBits = FRAME_HEAD_BITS + frames * this.channelCount * this.bitDepth
    let best: Attempt | null = null
    for (const [index, mix] of MIXES.entries()) {
      const attempt = this.attempts[index]
      if (!attempt || (mix !== 0 && this.channelCount === 1)) continue
      this.attempt(attempt, planes, frames, mix)
      if (attempt.bits.length < (best?.bits.length ?? rawBits)) best = attempt
    }
    if (!best) return this.raw(planes, frames)
    for (const [channel, kept] of this.coefficients.entries())
      kept.set(best.coefficients[channel] ?? kept)
    return ended(best.bits)
  }

  private attempt(
    { bits, coefficients }: Attempt,
    planes: readonly Int32Array[],
    frames: number,
    mix: number,
  ): void {
    const { shiftBits, bitDepth, channelCount } = this
    const sampleBits = bitDepth - shiftBits + channelCount - 1
    this.mixDown(planes, frames, mix)
    bits.clear()
    this.head(bits, frames, false)
    bits.put(channelCount === 2 ? MIX_BITS : 0, 8)
    bits.put(mix, 8)
    for (const [channel, adapting] of coefficients.entries()) {
      adapting.set(this.coefficients[channel] ?? adapting)
      bits.put(DENOMINATOR_SHIFT, 8)
      bits.put((PB_FACTOR << 5) | ORDER, 8)
      for (const coefficient of adapting) bits.put(coefficient & 0xffff, 16)
      const target = this.residuals[channel]
      const source = this.mixed[channel]
      if (source && target) predict(source, target, frames, adapting, sampleBits)
    }
    if (shiftBits > 0)
      for (let i = 0; i < frames; i++)
        for (const plane of planes) bits.put((plane[i] ?? 0) & 0xff, shiftBits)
    for (const residuals of this.residuals) writeResiduals(bits, residuals, frames, sampleBits)
  }

  private mixDown(planes: readonly Int32Array[], frames: number, mix: number): void {
    const { shiftBits } = this
    const [first, second] = planes
    const [u, v] = this.mixed
    if (!first || !u) return
    for (let i = 0; i < frames; i++) u[i] = (first[i] ?? 0) >> shiftBits
    if (!second || !v) return
    for (let i = 0; i < frames; i++) v[i] = (second[i] ?? 0) >> shiftBits
    if (mix === 0) return
    for (let i = 0; i < frames; i++) {
      const left = u[i] ?? 0
      const right = v[i] ?? 0
      u[i] = (mix * left + ((1 << MIX_BITS) - mix) * right) >> MIX_BITS
      v[i] = left - right
    }
  }

  private raw(planes: readonly Int32Array[], frames: number): Uint8Array {
    const { bits } = this.attempts[0]
    bits.clear()
    this.head(bits, frames, true)
    for (let i = 0; i < frames; i++)
      for (const plane of planes)
        bits.put((plane[i] ?? 0) & (2 ** this.bitDepth - 1), this.bitDepth)
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

const ended = (bits: BitWriter): Uint8Array => {
  bits.put(ELEMENT.end, 3)
  return bits.done()
}

/** The parameters that a cookie tells. */
export const ALAC_COOKIE = {
  version: 0,
  pb: GOLOMB.pb,
  mb: GOLOMB.mb,
  kb: GOLOMB.kb,
  maxRun: GOLOMB.maxRun,
} as const
