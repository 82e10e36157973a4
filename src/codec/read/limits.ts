import { MOST_IN_MEMORY_BYTES } from '../../core/chunk-space'
import { fail, type Outcome } from '../../core/outcome'
import { isRateInReach } from '../../core/sample-rates'
import type { OpenServices } from './services'

/** Beyond what anybody's files have (22.2, fourth-order Ambisonics). */
const MAX_CHANNELS = 32

/** Refuses what TrackMaster cannot master; null when rate and channel count are fine. */
export const refuseShape = (sampleRate: number, channelCount: number): Outcome<never> | null => {
  if (channelCount < 1) return fail('no-audio')
  if (channelCount > MAX_CHANNELS) return fail('format-unsupported', `${channelCount} channels`)
  if (!isRateInReach(sampleRate)) return fail('sample-rate-unsupported', String(sampleRate))
  return null
}

/**
 * Refuses a length before anything is decoded: `track-too-long` with the minutes of such audio that the host has room for as
 * detail; null when that is enough.
 */
export const refuseLength = (
  lengthFrames: number,
  sampleRate: number,
  channelCount: number,
  { mostPcmBytes = () => MOST_IN_MEMORY_BYTES }: Pick<OpenServices, 'mostPcmBytes'>,
): Outcome<never> | null => {
  if (lengthFrames <= 0) return fail('no-audio')
  // More than two are folded as they are read.
  const frameBytes = Math.min(2, channelCount) * 4
  const mostFrames = mostPcmBytes() / frameBytes
  if (lengthFrames <= mostFrames) return null
  return fail('track-too-long', String(Math.floor(mostFrames / sampleRate / 60)))
}
