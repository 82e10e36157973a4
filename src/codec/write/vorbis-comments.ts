import { ByteBuilder } from './byte-builder'
import { utf8 } from './utf8'

/** The name that files tell as their writer's. */
export const VENDOR = 'TrackMaster'

/**
 * A Vorbis comment block without framing (Xiph, Ogg Vorbis I, section 5): vendor, then `NAME=value` entries in UTF-8,
 * lengths little-endian. FLAC, Opus and Vorbis all hold it.
 */
export const vorbisComments = (vendor: string, comments: readonly string[]): Uint8Array => {
  const block = new ByteBuilder('little-endian')
  const text = (value: string): void => {
    const bytes = utf8(value)
    block.u32(bytes.length).bytes(bytes)
  }
  text(vendor)
  block.u32(comments.length)
  for (const comment of comments) text(comment)
  return block.done()
}
