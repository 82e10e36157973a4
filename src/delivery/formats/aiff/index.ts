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
  hasPlainNames: false,
  // Its sizes are signed 32-bit numbers to some readers; there is no 64-bit form.
  most: { bytes: 2 ** 31 - 1 },
  loudnessToleranceLu: SAME_AUDIO_LU,
}
