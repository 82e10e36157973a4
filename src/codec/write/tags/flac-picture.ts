import type { Picture } from '../../../core/tags'
import { ByteBuilder } from '../byte-builder'
import { imageShape } from './image-shape'

/** By ID3's numbers, which FLAC shares. */
export const FRONT_COVER = 3
/** Of a block: its length has 24 bits. */
const MOST_BLOCK_BYTES = 2 ** 24 - 1

/** The body of a FLAC picture block (RFC 9639, section 8.8), without a description; null where it is too large for one. */
export const flacPicture = ({ mimeType, bytes }: Picture): Uint8Array | null => {
  const shape = imageShape(bytes)
  const block = new ByteBuilder('big-endian')
    .u32(FRONT_COVER, mimeType.length)
    .latin1(mimeType)
    .u32(0, shape?.width ?? 0, shape?.height ?? 0, shape?.bitsPerPixel ?? 0, 0, bytes.length)
    .bytes(bytes)
    .done()
  return block.length > MOST_BLOCK_BYTES ? null : block
}
