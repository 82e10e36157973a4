import { ByteBuilder } from '../byte-builder'
import { utf8 } from '../utf8'

/** One box: its size, its four letters, then `content`. */
export const box = (type: string, ...content: readonly Uint8Array[]): Uint8Array => {
  const size = content.reduce((sum, part) => sum + part.length, 8)
  return new ByteBuilder('big-endian')
    .u32(size)
    .latin1(type)
    .bytes(...content)
    .done()
}

/** A box with a version and flags. */
export const fullBox = (
  type: string,
  version: number,
  flags: number,
  ...content: readonly Uint8Array[]
): Uint8Array =>
  box(
    type,
    bigEndian()
      .u32(((version << 24) | flags) >>> 0)
      .done(),
    ...content,
  )

export const bigEndian = (): ByteBuilder => new ByteBuilder('big-endian')

/** A 3 × 3 matrix that changes nothing. */
export const UNITY_MATRIX = bigEndian().u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000).done()

/** An iTunes entry that has a name instead of four letters. */
export const freeformItem = (name: string, value: string): Uint8Array =>
  box(
    '----',
    fullBox('mean', 0, 0, bigEndian().latin1('com.apple.iTunes').done()),
    fullBox('name', 0, 0, bigEndian().latin1(name).done()),
    textData(value),
  )

const TYPE_UTF8 = 1

/** The value of an iTunes entry as UTF-8. */
export const textData = (value: string): Uint8Array =>
  box('data', bigEndian().u32(TYPE_UTF8, 0).bytes(utf8(value)).done())
