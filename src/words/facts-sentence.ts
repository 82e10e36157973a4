import type { TrackFacts } from '../core/track-facts'

/** "WAV · 44.1 kHz · 24-bit · stereo" */
export const factsSentence = (
  facts: Pick<TrackFacts, 'container' | 'sampleRate' | 'bitDepth' | 'channelCount'>,
): string => {
  const depth = facts.bitDepth === null ? 'lossy' : `${facts.bitDepth}-bit`
  const channels = facts.channelCount === 1 ? 'mono' : 'stereo'
  return [facts.container, `${facts.sampleRate / 1000} kHz`, depth, channels].join(' · ')
}
