import { ANY_COVER, CODED_AUDIO_LU, COUNTED_FRAMES, type Format } from '../format'

export const MP3: Format & { readonly id: 'mp3' } = {
  id: 'mp3',
  label: 'MP3',
  extension: 'mp3',
  mimeType: 'audio/mpeg',
  depths: [],
  qualities: [
    { value: 'cbr-320', label: '320 kbit/s' },
    { value: 'vbr-0', label: 'Variable, best (V0)' },
    { value: 'cbr-256', label: '256 kbit/s' },
    { value: 'cbr-192', label: '192 kbit/s' },
    { value: 'cbr-160', label: '160 kbit/s' },
    { value: 'cbr-128', label: '128 kbit/s' },
  ],
  ratesHz: [32_000, 44_100, 48_000],
  holds: [],
  cover: ANY_COVER,
  hasPlainNames: false,
  most: COUNTED_FRAMES,
  loudnessToleranceLu: CODED_AUDIO_LU,
  makers: { encoder: 'LAME 3.100', decoder: 'mpg123' },
}
