import { formatNumber, formatSigned } from './format'

/** Below this nobody hears a difference in level, dB. */
const INAUDIBLE_DB = 0.1

/** What the destination will do to the master's level; `gainDb` null = it plays what is delivered. */
export const playbackSentence = (destination: string, gainDb: number | null): string => {
  if (gainDb === null) return ''
  if (Math.abs(gainDb) < INAUDIBLE_DB) return `${destination} plays it at its own level.`
  const direction = gainDb < 0 ? 'down' : 'up'
  return `${destination} turns it ${direction} by ${formatNumber(Math.abs(gainDb), 1)} dB.`
}

/** What is heard in place of the file; `gainDb` null = no service sets its level. */
export const playAsNote = (label: string, gainDb: number | null): string => {
  if (gainDb === null) return `As heard: ${label}`
  const change =
    Math.abs(gainDb) < INAUDIBLE_DB ? 'level unchanged' : `${formatSigned(gainDb, 1)} dB`
  return `As on ${label}: ${change}`
}
