import type { Tags } from '../../core/tags'
import type { SourceMatter } from '../formats/format'
import { type FormatId, formatOf } from '../formats/registry'

export type LeftOut = SourceMatter | 'cover'

/** What a file of this format will not say of all that `tags` do. */
export const leftOut = (tags: Tags, format: FormatId): readonly LeftOut[] => {
  const { holds, cover } = formatOf(format)
  const matters: readonly SourceMatter[] = ['broadcast', 'markers', 'sampler', 'kept']
  const out: LeftOut[] = matters.filter((matter) => tags[matter] && !holds.includes(matter))
  const { mimeTypes, mostBytes } = cover
  const isHeld =
    !tags.cover ||
    ((mimeTypes?.includes(tags.cover.mimeType.toLowerCase()) ?? true) &&
      tags.cover.bytes.length <= (mostBytes ?? Number.POSITIVE_INFINITY))
  return isHeld ? out : [...out, 'cover']
}
