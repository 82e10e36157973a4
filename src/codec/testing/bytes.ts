import { joinedBytes } from '../../core/joined'

/** Builds files byte by byte for tests. */
export const text = (value: string): Uint8Array =>
  Uint8Array.from(value, (character) => character.charCodeAt(0))

export const join = (...parts: readonly Uint8Array[]): Uint8Array => joinedBytes(parts)

/** `value` in `width` bytes, two's complement. */
export const integer = (value: number | bigint, width: number, littleEndian = true): Uint8Array => {
  const bytes = new Uint8Array(width)
  let rest = BigInt.asUintN(width * 8, BigInt(value))
  for (let i = 0; i < width; i++) {
    bytes[littleEndian ? i : width - 1 - i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

export const integers = (
  values: readonly number[],
  width: number,
  littleEndian = true,
): Uint8Array => join(...values.map((value) => integer(value, width, littleEndian)))

export const float32 = (values: readonly number[], littleEndian = true): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  values.forEach((value, i) => {
    view.setFloat32(i * 4, value, littleEndian)
  })
  return new Uint8Array(view.buffer)
}

export const float64 = (values: readonly number[], littleEndian = true): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 8))
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, littleEndian)
  })
  return new Uint8Array(view.buffer)
}

/** A RIFF or IFF chunk, padded to an even length. */
export const chunk = (id: string, body: Uint8Array, littleEndian = true): Uint8Array =>
  join(text(id), integer(body.length, 4, littleEndian), body, new Uint8Array(body.length % 2))

export interface WavParts {
  readonly tag?: number
  readonly channels?: number
  readonly rate?: number
  readonly bits?: number
  /** Bytes of one sample's container; from `bits` when absent. */
  readonly container?: number
  readonly extensible?: boolean
  /** Channel mask of an extensible one. */
  readonly mask?: number
}

export const wavFormatChunk = (parts: WavParts = {}): Uint8Array => {
  const { tag = 1, channels = 2, rate = 44_100, bits = 16, extensible = false, mask = 3 } = parts
  const container = parts.container ?? Math.ceil(bits / 8)
  const plain = join(
    integer(extensible ? 0xfffe : tag, 2),
    integer(channels, 2),
    integer(rate, 4),
    integer(rate * channels * container, 4),
    integer(channels * container, 2),
    integer(extensible ? container * 8 : bits, 2),
  )
  if (!extensible) return chunk('fmt ', plain)
  const guidTail = integers([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 1)
  const extra = [integer(22, 2), integer(bits, 2), integer(mask, 4), integer(tag, 2), guidTail]
  return chunk('fmt ', join(plain, ...extra))
}

export const riff = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const body = join(text('WAVE'), ...chunks)
  return join(text('RIFF'), integer(body.length, 4), body)
}

/** A whole WAV around sample bytes. */
export const wav = (samples: Uint8Array, parts: WavParts = {}): Uint8Array =>
  riff(wavFormatChunk(parts), chunk('data', samples))

/** Seeded integers in [−2^(bits−1), 2^(bits−1) − 1], both extremes first. */
export const seededIntegers = (count: number, bits: number, seed = 1): number[] => {
  const span = 2 ** bits
  let state = seed >>> 0
  return Array.from({ length: count }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const high = state
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    if (i === 0) return -span / 2
    if (i === 1) return span / 2 - 1
    const unit = (high + state / 2 ** 32) / 2 ** 32
    return Math.floor(unit * span) - span / 2
  })
}
