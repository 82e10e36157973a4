import { COUNTED_FRAMES, type Format, ITUNES_COVER, SAME_AUDIO_LU } from '../format'

export const ALAC: Format & { readonly id: 'alac' } = {
  id: 'alac',
  label: 'ALAC (M4A)',
  extension: 'm4a',
  mimeType: 'audio/mp4',
  depths: ['16', '24'],
  qualities: [],
  ratesHz: null,
  holds: [],
  cover: ITUNES_COVER,
  hasPlainNames: false,
  most: COUNTED_FRAMES,
  loudnessToleranceLu: SAME_AUDIO_LU,
}
