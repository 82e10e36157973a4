import { type Format, SAME_AUDIO_LU } from '../format'

export const ALAC: Format & { readonly id: 'alac' } = {
  id: 'alac',
  label: 'ALAC (M4A)',
  extension: 'm4a',
  mimeType: 'audio/mp4',
  depths: ['16', '24'],
  qualities: [],
  ratesHz: null,
  loudnessToleranceLu: SAME_AUDIO_LU,
}
