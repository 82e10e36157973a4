import type { NamedText, Tags, TextTag } from '../core/tags'
import { formatOf } from '../delivery/formats/registry'
import { type DeliverySettings, isLossy } from '../delivery/settings'
import { leftOut } from '../delivery/tags/left-out'
import { DITHER_LABELS } from '../words/dither-labels'
import { formatGrouped } from '../words/format'
import { MATTER_WORDS } from '../words/left-out-sentence'
import { TAG_LABELS } from '../words/tag-labels'
import type { ReportedDither, ReportedTags } from './report'

/** What a file was given to say, and what of its source it does not: each with the reason. */
export const reportedTags = (
  source: Tags,
  given: Tags,
  settings: Pick<DeliverySettings, 'format' | 'replayGain'>,
): ReportedTags => {
  const { label } = formatOf(settings.format)
  const out = leftOut(given, settings.format)
  const matters = MATTERS.filter((matter) => given[matter] && !out.includes(matter))
  const gains = settings.replayGain
    ? [{ name: 'Gain for players', value: settings.format === 'opus' ? 'R 128' : 'ReplayGain 2.0' }]
    : []
  return {
    written: [
      ...textsOf(given),
      ...(given.others ?? []),
      ...matters.map((matter) => ({
        name: capital(MATTER_WORDS[matter]),
        value: matterWords(given, matter),
      })),
      ...gains,
    ],
    dropped: [
      ...textsOf(source)
        .filter(({ name }) => !textsOf(given).some((text) => text.name === name))
        .map(({ name }) => ({ name, words: 'taken out by hand' })),
      ...(source.cover && !given.cover ? [{ name: 'Artwork', words: 'taken out by hand' }] : []),
      ...out.map((matter) => ({
        name: capital(MATTER_WORDS[matter]),
        words: `${label} has no place for it`,
      })),
      ...(given.unread ?? []).map((name) => ({ name, words: 'not read' })),
      ...(given.outdated ?? []).map((name) => ({ name, words: 'mastering makes it false' })),
    ],
  }
}

const MATTERS = ['cover', 'broadcast', 'markers', 'sampler', 'kept'] as const

const textsOf = (tags: Tags): readonly NamedText[] =>
  Object.entries(TAG_LABELS).flatMap(([tag, name]) => {
    const value = tags[tag as TextTag]
    return value ? [{ name, value }] : []
  })

const matterWords = ({ cover, markers, kept }: Tags, matter: (typeof MATTERS)[number]): string => {
  if (matter === 'cover' && cover)
    return `${cover.mimeType}, ${formatGrouped(cover.bytes.length)} bytes`
  if (matter === 'markers' && markers) return String(markers.length)
  return matter === 'kept' && kept ? kept.map(({ id }) => id.trim()).join(', ') : ''
}

/** "this artwork" stands in a sentence; alone it is "Artwork". */
const capital = (words: string): string => {
  const noun = words.replace(/^(this|the) /, '')
  return noun.charAt(0).toUpperCase() + noun.slice(1)
}

/** How a file's samples were rounded, as it came out. */
export const ditherOf = (settings: DeliverySettings, ditheredFrames: number): ReportedDither => {
  const { format, depth, dither } = settings
  const kind = ditheredFrames > 0 ? dither : 'none'
  const said = (words: string): ReportedDither => ({ kind, frames: ditheredFrames, words })
  if (isLossy(format)) return said('none: a lossy file is encoded from float')
  if (depth === '32f') return said('none: float is not rounded')
  if (dither === 'none') return said('none, as chosen')
  return ditheredFrames > 0
    ? said(`${DITHER_LABELS[dither]}, ${formatGrouped(ditheredFrames)} frames`)
    : said('none: every sample lies on the grid of its depth already')
}
