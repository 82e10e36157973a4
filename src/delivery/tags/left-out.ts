import { VORBIS_NAME } from '../../codec/tag-names'
import type { Tags } from '../../core/tags'
import type { SourceMatter } from '../formats/format'
import { type FormatId, formatOf } from '../formats/registry'

export type LeftOut = SourceMatter | 'names' | 'cover'

/** All that files do not get of what their sources say, each thing once. */
export interface LeftBehind {
  readonly formatLabel: string
  readonly out: readonly LeftOut[]
  readonly unread: readonly string[]
  readonly outdated: readonly string[]
}

/** Of files with these tags in a format. */
export const leftBehind = (tags: readonly Tags[], format: FormatId): LeftBehind => {
  const all = <T>(of: (one: Tags) => readonly T[]): readonly T[] => [...new Set(tags.flatMap(of))]
  return {
    formatLabel: formatOf(format).label,
    out: all((one) => leftOut(one, format)),
    unread: all(({ unread }) => unread ?? []),
    outdated: all(({ outdated }) => outdated ?? []),
  }
}

/** What a file of this format will not say of all that `tags` do. */
export const leftOut = (tags: Tags, format: FormatId): readonly LeftOut[] => {
  const { holds, hasPlainNames } = formatOf(format)
  const matters: readonly SourceMatter[] = ['broadcast', 'markers', 'regions', 'sampler', 'kept']
  const areNamed = !hasPlainNames || (tags.others ?? []).every(({ name }) => VORBIS_NAME.test(name))
  return [
    ...matters.filter((matter) => says(tags, matter, holds) && !holds.includes(matter)),
    ...(areNamed ? [] : ['names' as const]),
    ...(holdsCover(tags, format) ? [] : ['cover' as const]),
  ]
}

/** Where a format has no points, it is they that are missing, and not their lengths. */
const says = (tags: Tags, matter: SourceMatter, holds: readonly SourceMatter[]): boolean =>
  matter === 'regions'
    ? holds.includes('markers') && (tags.markers ?? []).some(({ lengthFrames }) => lengthFrames > 0)
    : tags[matter] !== undefined

const holdsCover = ({ cover }: Tags, format: FormatId): boolean => {
  const { mimeTypes, mostBytes } = formatOf(format).cover
  if (!cover) return true
  const isKind = mimeTypes?.includes(cover.mimeType.toLowerCase()) ?? true
  return isKind && cover.bytes.length <= (mostBytes ?? Number.POSITIVE_INFINITY)
}
