import { ANY_COVER, type Format, SAME_AUDIO_LU } from '../format'

export const AIFF: Format & { readonly id: 'aiff' } = {
  id: 'aiff',
  label: 'AIFF',
  extension: 'aiff',
  mimeType: 'audio/aiff',
  depths: ['16', '24'],
  qualities: [],
  ratesHz: null,
  holds: ['markers'],
  cover: ANY_COVER,
  loudnessToleranceLu: SAME_AUDIO_LU,
}
