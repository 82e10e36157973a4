import { fail, type Outcome } from '../../core/outcome'
import { isRateInReach } from '../../core/sample-rates'

const MAX_CHANNELS = 2
/** Float32 PCM that one track may hold: 50 hours of CD audio. Where it lies is the host's concern. */
const MAX_PCM_BYTES = 64 * 2 ** 30

/** Refuses what TrackMaster cannot master; null when rate and channel count are fine. */
export const refuseShape = (sampleRate: number, channelCount: number): Outcome<never> | null => {
  if (channelCount < 1) return fail('no-audio')
  if (channelCount > MAX_CHANNELS) return fail('too-many-channels', String(channelCount))
  if (!isRateInReach(sampleRate)) return fail('sample-rate-unsupported', String(sampleRate))
  return null
}

/** Refuses a length before anything is decoded; null when it is fine. */
export const refuseLength = (lengthFrames: number, channelCount: number): Outcome<never> | null => {
  if (lengthFrames <= 0) return fail('no-audio')
  const bytes = lengthFrames * channelCount * 4
  return bytes > MAX_PCM_BYTES ? fail('out-of-memory', String(bytes)) : null
}
