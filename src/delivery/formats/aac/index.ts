import { CODED_AUDIO_LU, COUNTED_FRAMES, type Format, ITUNES_COVER } from '../format'

export const AAC: Format & { readonly id: 'aac' } = {
  id: 'aac',
  label: 'AAC (M4A)',
  extension: 'm4a',
  mimeType: 'audio/mp4',
  depths: [],
  qualities: [
    { value: '256', label: '256 kbit/s' },
    { value: '320', label: '320 kbit/s' },
    { value: '192', label: '192 kbit/s' },
    { value: '128', label: '128 kbit/s' },
  ],
  ratesHz: [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
  holds: [],
  cover: ITUNES_COVER,
  hasPlainNames: false,
  most: COUNTED_FRAMES,
  loudnessToleranceLu: CODED_AUDIO_LU,
  makers: { encoder: 'FFmpeg’s AAC encoder', decoder: 'the decoder of the system' },
  systemEncoder: 'the AAC encoder of the system',
}
