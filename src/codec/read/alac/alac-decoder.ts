import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'
import { BitReader } from './bit-reader'

/** What ALACSpecificConfig says ("Apple Lossless Format Description", magic cookie). */
export interface AlacConfig {
  readonly framesPerPacket: number
  readonly bitDepth: number
  readonly adaptation: number
  readonly initialMean: number
  readonly mostBits: number
  readonly channelCount: number
  readonly sampleRate: number
}

const CONFIG_BYTES = 24
const ELEMENT_SINGLE = 0
const ELEMENT_PAIR = 1
const ELEMENT_LFE = 3
/** So many coefficients are none: a sample is foretold to be as before. */
const DIFFERENCE_ONLY = 31

/** Reads the 24 bytes of ALACSpecificConfig; null where they are cut short or say what cannot be. */
export const parseAlacConfig = (bytes: Uint8Array): AlacConfig | null => {
  if (bytes.length < CONFIG_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const config = {
    framesPerPacket: view.getUint32(0),
    bitDepth: view.getUint8(5),
    adaptation: view.getUint8(6),
    initialMean: view.getUint8(7),
    mostBits: view.getUint8(8),
    channelCount: view.getUint8(9),
    sampleRate: view.getUint32(20),
  }
  const { framesPerPacket, bitDepth } = config
  const isKnown = [16, 20, 24, 32].includes(bitDepth)
  return isKnown && framesPerPacket > 0 && framesPerPacket <= 2 ** 16 ? config : null
}

/** A packet that is longer than this many times its samples is none that any encoder writes. */
const LONGEST_PACKET = 2
const HEAD_BYTES = 256
/** Kernels look at the bits that follow before they know that there are none. */
const ZERO_BYTES = 32
/** Decodes Apple Lossless packets of one or two channels into integers of the stream's own depth. Holds kernel memory until it is released. */
export class AlacDecoder {
  /** Integers of the last packet, one array a channel. */
  readonly channels: readonly Int32Array[]
  private readonly config: AlacConfig
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly pointers: readonly number[]
  private readonly packet: Region<Uint8Array>
  private readonly coefficients: Region<Int32Array>

  constructor(kernels: Kernels, config: AlacConfig) {
    const { channelCount, framesPerPacket } = config
    this.kernels = kernels
    this.config = config
    this.scope = kernels.scope()
    const planes = Array.from({ length: channelCount }, () => this.scope.i32(framesPerPacket))
    this.channels = planes.map(({ view }) => view)
    this.pointers = planes.map(({ pointer }) => pointer)
    const longest = LONGEST_PACKET * framesPerPacket * channelCount * 4 + HEAD_BYTES
    this.packet = this.scope.u8(longest + ZERO_BYTES)
    this.coefficients = this.scope.i32(DIFFERENCE_ONLY - 1)
  }

  release(): void {
    this.scope.release()
  }

  /** Frames decoded; 0 for a packet that is damaged or holds none. */
  decode(packet: Uint8Array): number {
    if (packet.length > this.packet.view.length - ZERO_BYTES) return 0
    const bits = new BitReader(packet)
    const tag = bits.take(3)
    const isPair = tag === ELEMENT_PAIR
    if (!isPair && tag !== ELEMENT_SINGLE && tag !== ELEMENT_LFE) return 0
    if ((isPair ? 2 : 1) !== this.config.channelCount) return 0
    bits.at += 4 + 12
    const isPartial = bits.take(1) === 1
    const shift = bits.take(2) * 8
    const isRaw = bits.take(1) === 1
    const frames = isPartial ? bits.take(32) : this.config.framesPerPacket
    if (frames > this.config.framesPerPacket) return 0
    if (isRaw) this.readRaw(bits, frames)
    else this.readCoded(bits, frames, shift, isPair)
    return bits.isPastEnd ? 0 : frames
  }

  private readRaw(bits: BitReader, frames: number): void {
    const { bitDepth } = this.config
    for (let i = 0; i < frames; i++)
      for (const channel of this.channels) channel[i] = bits.takeSigned(bitDepth)
  }

  private readCoded(bits: BitReader, frames: number, shift: number, isPair: boolean): void {
    const { bitDepth, adaptation, initialMean, mostBits } = this.config
    const { call } = this.kernels
    const sampleBits = bitDepth - shift + (isPair ? 1 : 0)
    const mixBits = bits.take(8)
    const mixWeight = bits.takeSigned(8)
    const heads = this.channels.map(() => readHead(bits))
    const lowBitsAt = bits.at
    const { packet } = this
    const length = this.hold(bits.bytes)
    bits.at += shift * frames * this.channels.length
    const [left = 0, right = left] = this.pointers
    for (const [channel, head] of heads.entries()) {
      const samples = channel === 0 ? left : right
      bits.at = call.alacReadResiduals(
        packet.pointer,
        Math.min(bits.at, length + 1),
        length,
        samples,
        frames,
        Math.min(32, sampleBits),
        (adaptation * head.adaptationFactor) >> 2,
        initialMean,
        Math.min(31, mostBits),
      )
      if (head.mode !== 0) call.alacSum(samples, frames, sampleBits)
      this.restore(samples, frames, sampleBits, head)
    }
    if (isPair && mixWeight !== 0) call.alacUnmix(left, right, frames, mixWeight, mixBits)
    if (shift > 0 && lowBitsAt + shift * frames * this.channels.length <= length)
      call.alacJoinLowBits(
        packet.pointer,
        lowBitsAt,
        left,
        right,
        this.channels.length,
        frames,
        shift,
      )
  }

  private restore(samples: number, frames: number, sampleBits: number, head: ChannelHead): void {
    const { call } = this.kernels
    const { denominatorShift, coefficients } = head
    const order = coefficients.length
    if (order === 0) return
    if (order === DIFFERENCE_ONLY) {
      call.alacSum(samples, frames, sampleBits)
      return
    }
    this.coefficients.view.set(coefficients.toReversed())
    const { pointer } = this.coefficients
    call.alacRestore(samples, frames, pointer, order, sampleBits, denominatorShift)
  }

  /** Puts a packet where kernels find it; answers its bits. */
  private hold(bytes: Uint8Array): number {
    const { view } = this.packet
    view.set(bytes)
    view.fill(0, bytes.length, bytes.length + ZERO_BYTES)
    return bytes.length * 8
  }
}

interface ChannelHead {
  readonly mode: number
  readonly denominatorShift: number
  readonly adaptationFactor: number
  readonly coefficients: Int16Array
}

const readHead = (bits: BitReader): ChannelHead => {
  const mode = bits.take(4)
  const denominatorShift = bits.take(4)
  const adaptationFactor = bits.take(3)
  const coefficients = Int16Array.from({ length: bits.take(5) }, () => bits.takeSigned(16))
  return { mode, denominatorShift, adaptationFactor, coefficients }
}
