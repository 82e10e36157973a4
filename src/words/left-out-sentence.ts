import type { LeftBehind, LeftOut } from '../delivery/tags/left-out'

/** What of a source has no text of its own. */
export const MATTER_WORDS: Readonly<Record<LeftOut, string>> = {
  broadcast: 'the time reference and description (bext)',
  markers: 'markers',
  regions: 'the lengths of regions',
  sampler: 'sampler loops',
  kept: 'iXML and axml',
  names: 'texts whose names are not plain letters',
  cover: 'this artwork',
}

/** A sentence for each reason why something stays behind; none where everything is handed on. */
export const leftBehindSentences = ({
  formatLabel,
  out,
  unread,
  outdated,
}: LeftBehind): readonly string[] =>
  [leftOutSentence(out, formatLabel), unreadSentence(unread), outdatedSentence(outdated)].filter(
    (sentence) => sentence !== null,
  )

/** What the source said of its own levels and encoding, which no master can say; null where it said nothing of the kind. */
const outdatedSentence = (names: readonly string[]): string | null =>
  names.length === 0
    ? null
    : `Mastering makes these tags of the source false, so they stay behind: ${listed(names)}. “Write ReplayGain” writes new gains.`

/** What the source says in ways that are not read here; null where there is none. */
const unreadSentence = (names: readonly string[]): string | null =>
  names.length === 0
    ? null
    : `These parts of the source are not read here, so they stay behind: ${listed(names)}.`

/** Names that one sentence holds. */
const MOST_NAMES = 4

const listed = (names: readonly string[]): string => {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`
}

/** What a format has no place for, in one sentence; null where everything fits. */
const leftOutSentence = (out: readonly LeftOut[], formatLabel: string): string | null => {
  if (out.length === 0) return null
  const words = out.map((matter) => MATTER_WORDS[matter])
  const list =
    words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  const next = out.includes('cover') ? 'A JPEG or PNG fits, or WAV keeps all.' : 'WAV keeps all.'
  return `${formatLabel} has no place for ${list}: they stay behind. ${next}`
}
