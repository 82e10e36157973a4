import { ANY_COVER, type Format, SAME_AUDIO_LU } from '../format'

export const WAV: Format & { readonly id: 'wav' } = {
  id: 'wav',
  label: 'WAV',
  extension: 'wav',
  mimeType: 'audio/wav',
  depths: ['16', '24', '32f'],
  qualities: [],
  ratesHz: null,
  holds: ['broadcast', 'markers', 'regions', 'sampler', 'kept'],
  cover: ANY_COVER,
  hasPlainNames: false,
  // RF64 beyond 4 GiB.
  most: null,
  loudnessToleranceLu: SAME_AUDIO_LU,
}
