import type { LeftOut } from '../delivery/tags/left-out'

/** What of a source has no text of its own. */
export const MATTER_WORDS: Readonly<Record<LeftOut, string>> = {
  broadcast: 'the time reference (bext)',
  markers: 'markers',
  sampler: 'sampler loops',
  kept: 'iXML and axml',
  cover: 'this artwork',
}

/** What the source said of its own levels and encoding, which no master can say; null where it said nothing of the kind. */
export const outdatedSentence = (names: readonly string[]): string | null => {
  if (names.length === 0) return null
  const told = [...new Set(names)]
  const listed = told.slice(0, MOST_NAMES).join(', ')
  const more = told.length > MOST_NAMES ? ` and ${told.length - MOST_NAMES} more` : ''
  return `Mastering makes these tags of the source false, so they stay behind: ${listed}${more}. “Write ReplayGain” writes new gains.`
}

/** Names that one sentence holds. */
const MOST_NAMES = 4

/** What a format has no place for, in one sentence; null where everything fits. */
export const leftOutSentence = (out: readonly LeftOut[], formatLabel: string): string | null => {
  if (out.length === 0) return null
  const words = out.map((matter) => MATTER_WORDS[matter])
  const list =
    words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  const next = out.includes('cover') ? 'A JPEG or PNG fits, or WAV keeps all.' : 'WAV keeps all.'
  return `${formatLabel} has no place for ${list}: they stay behind. ${next}`
}
