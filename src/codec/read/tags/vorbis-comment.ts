import { decodeBase64 } from './base64'
import { addNamed, addUnread, type CollectedTags, FURTHER_PICTURES } from './collector'
import { parseFlacPicture } from './flac-picture'
import { decodeText } from './text'

const PICTURE = 'METADATA_BLOCK_PICTURE'

/** Tags of a Vorbis comment (FLAC, Vorbis, Opus), without any magic before it; `bytes` may be cut short. */
export const parseVorbisComment = (bytes: Uint8Array): CollectedTags => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tags: CollectedTags = {}
  if (bytes.length < 8) return tags
  let at = 4 + view.getUint32(0, true)
  if (at + 4 > bytes.length) return tags
  let left = view.getUint32(at, true)
  at += 4
  for (; left > 0 && at + 4 <= bytes.length; left--) {
    const end = at + 4 + view.getUint32(at, true)
    if (end > bytes.length) break
    const entry = bytes.subarray(at + 4, end)
    const equals = entry.indexOf('='.charCodeAt(0))
    const name = decodeText(entry.subarray(0, Math.max(0, equals))).toUpperCase()
    const value = entry.subarray(equals + 1)
    if (name === PICTURE) {
      const picture = parseFlacPicture(decodeBase64(value))
      if (picture && tags.cover) addUnread(tags, FURTHER_PICTURES)
      if (picture) tags.cover ??= picture
    } else addNamed(tags, name, decodeText(value))
    at = end
  }
  return withTotals(tags)
}

/** TRACKTOTAL and DISCTOTAL joined to their numbers: "3/10". */
const withTotals = (tags: CollectedTags): CollectedTags => {
  const total = (names: readonly string[]) => {
    const found = tags.others?.find(({ name }) => names.includes(name))
    if (found) tags.others = tags.others?.filter((other) => other !== found) ?? []
    if (tags.others?.length === 0) delete tags.others
    return found?.value
  }
  const tracks = total(['TRACKTOTAL', 'TOTALTRACKS'])
  const discs = total(['DISCTOTAL', 'TOTALDISCS'])
  if (tracks && tags.track && !tags.track.includes('/')) tags.track += `/${tracks}`
  if (discs && tags.disc && !tags.disc.includes('/')) tags.disc += `/${discs}`
  return tags
}
