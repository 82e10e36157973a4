import type { ByteSource } from '../../core/byte-source'

/** Reads [offset, offset + length) as a view, shorter at the end of the file. */
export const readView = async (
  source: ByteSource,
  offset: number,
  length: number,
): Promise<DataView> => {
  const bytes = await source.read(offset, length)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** `length` bytes as ASCII; an empty string where the view is too short. */
export const ascii = (view: DataView, offset: number, length: number): string => {
  if (offset + length > view.byteLength) return ''
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(offset + i))
  return text
}

/** Unsigned 64-bit as a double: exact to 2^53, far beyond any file. */
export const getUint64 = (view: DataView, offset: number, littleEndian: boolean): number =>
  Number(view.getBigUint64(offset, littleEndian))
