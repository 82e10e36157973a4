import { fail } from '../../../core/outcome'
import { parseOggFlacHead } from '../flac/flac-header'
import { decodeFlac } from '../flac/read-flac'
import type { AudioReader } from '../services'
import { parseVorbisComment } from '../tags/vorbis-comment'
import { readOggHead } from './ogg-head'

/** A FLAC metadata block's head stands before the comments. */
const BLOCK_HEAD_BYTES = 4

/** FLAC in Ogg. */
export const readOggFlac: AudioReader = async (source, services) => {
  const { identification, comments } = await readOggHead(source)
  const info = parseOggFlacHead(identification)
  if (!info) return fail('header-truncated', 'Ogg FLAC')
  const tags = parseVorbisComment(comments.subarray(BLOCK_HEAD_BYTES))
  return decodeFlac({ info, tags, container: 'Ogg', from: 0 }, source, services)
}
