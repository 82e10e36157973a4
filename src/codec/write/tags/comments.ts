import type { Tags } from '../../../core/tags'
import { VORBIS_NAME } from '../../tag-names'
import { encodeBase64 } from './base64'
import { flacPicture } from './flac-picture'
import { filledTexts, VORBIS_NAMES } from './vorbis-names'

const TOTALS = { track: 'TRACKTOTAL', disc: 'DISCTOTAL' } as const

/** `NAME=value` entries of a Vorbis comment for every text; fields that say nothing are left out. */
export const vorbisEntries = (tags: Tags): string[] => [
  ...filledTexts(tags).flatMap(([field, value]) => {
    if (field !== 'track' && field !== 'disc') return [`${VORBIS_NAMES[field]}=${value}`]
    const [, number, total] = /^([^/]+)\/([^/]+)$/.exec(value) ?? []
    return number && total
      ? [`${VORBIS_NAMES[field]}=${number}`, `${TOTALS[field]}=${total}`]
      : [`${VORBIS_NAMES[field]}=${value}`]
  }),
  ...(tags.others ?? [])
    .filter(({ name }) => VORBIS_NAME.test(name))
    .map(({ name, value }) => `${name}=${value}`),
]

/** The same with the cover, as Ogg holds it: a FLAC picture block in base 64. */
export const oggEntries = (tags: Tags): string[] => {
  const picture = tags.cover && flacPicture(tags.cover)
  return [
    ...vorbisEntries(tags),
    ...(picture ? [`METADATA_BLOCK_PICTURE=${encodeBase64(picture)}`] : []),
  ]
}
