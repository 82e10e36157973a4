import { BitReader } from './bit-reader'
import { predict } from './predictor'
import { readResidues } from './rice'

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

/** Decodes Apple Lossless packets of one or two channels into integers of the stream's own depth. */
export class AlacDecoder {
  /** Integers of the last packet, one array a channel. */
  readonly channels: readonly Int32Array[]
  private readonly config: AlacConfig

  constructor(config: AlacConfig) {
    this.config = config
    this.channels = Array.from(
      { length: config.channelCount },
      () => new Int32Array(config.framesPerPacket),
    )
  }

  /** Frames decoded; 0 for a packet that is damaged or holds none. */
  decode(packet: Uint8Array): number {
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
    const sampleBits = bitDepth - shift + (isPair ? 1 : 0)
    const mixBits = bits.take(8)
    const mixWeight = bits.takeSigned(8)
    const heads = this.channels.map(() => readHead(bits))
    const lowBits = new BitReader(bits.bytes)
    lowBits.at = bits.at
    bits.at += shift * frames * this.channels.length
    this.channels.forEach((samples, channel) => {
      const head = heads[channel]
      if (!head) return
      const { mode, denominatorShift, adaptationFactor, coefficients } = head
      readResidues(bits, samples, frames, sampleBits, {
        initialMean,
        adaptation: (adaptation * adaptationFactor) >> 2,
        mostBits,
      })
      if (mode !== 0) predict(samples, frames, null, DIFFERENCE_ONLY, sampleBits, 0)
      const order = coefficients.length
      predict(samples, frames, coefficients, order, sampleBits, denominatorShift)
    })
    const [left, right] = this.channels
    if (left && right && mixWeight !== 0) unmix(left, right, frames, mixBits, mixWeight)
    if (shift > 0)
      for (let i = 0; i < frames; i++)
        for (const channel of this.channels)
          channel[i] = ((channel[i] ?? 0) << shift) | lowBits.take(shift)
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

/** A weighted middle and the difference become left and right. */
const unmix = (
  left: Int32Array,
  right: Int32Array,
  frames: number,
  mixBits: number,
  mixWeight: number,
): void => {
  for (let i = 0; i < frames; i++) {
    const difference = right[i] ?? 0
    const l = (left[i] ?? 0) + difference - (Math.imul(mixWeight, difference) >> mixBits)
    left[i] = l
    right[i] = l - difference
  }
}
