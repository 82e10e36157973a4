import { formatNumber } from './format'

/** Below this nobody hears a difference in level, dB. */
const INAUDIBLE_DB = 0.1

/** What the destination will do to the master's level; `gainDb` null = it plays what is delivered. */
export const playbackSentence = (destination: string, gainDb: number | null): string => {
  if (gainDb === null) return ''
  if (Math.abs(gainDb) < INAUDIBLE_DB) return `${destination} plays it at its own level.`
  const direction = gainDb < 0 ? 'down' : 'up'
  return `${destination} turns it ${direction} by ${formatNumber(Math.abs(gainDb), 1)} dB.`
}
