import { addNamed, type CollectedTags } from './collector'
import { decodeText } from './text'

const NAMES: Readonly<Record<string, string>> = {
  'TRACK NUMBER': 'TRACKNUMBER',
  COMMENTS: 'COMMENT',
  'RECORDED DATE': 'DATE',
}
const COUNT_BYTES = 4

/** A CAF `info` chunk: a count, then key and value by turns, each ended by NUL. */
export const parseCafInfo = (bytes: Uint8Array): CollectedTags => {
  const tags: CollectedTags = {}
  const strings: string[] = []
  let at = COUNT_BYTES
  while (at < bytes.length) {
    const end = bytes.indexOf(0, at)
    const stop = end < 0 ? bytes.length : end
    strings.push(decodeText(bytes.subarray(at, stop)))
    at = stop + 1
  }
  for (let i = 0; i + 1 < strings.length; i += 2) {
    const key = (strings[i] ?? '').toUpperCase()
    addNamed(tags, NAMES[key] ?? key, strings[i + 1] ?? '')
  }
  return tags
}
