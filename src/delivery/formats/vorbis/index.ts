import { BLOCK_COVER, CODED_AUDIO_LU, type Format } from '../format'

export const VORBIS: Format & { readonly id: 'vorbis' } = {
  id: 'vorbis',
  label: 'Ogg Vorbis',
  extension: 'ogg',
  mimeType: 'audio/ogg',
  depths: [],
  qualities: [
    { value: '9', label: 'Quality 9 (about 320 kbit/s)' },
    { value: '7', label: 'Quality 7 (about 224 kbit/s)' },
    { value: '5', label: 'Quality 5 (about 160 kbit/s)' },
    { value: '2', label: 'Quality 2 (about 96 kbit/s)' },
  ],
  ratesHz: [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000],
  holds: [],
  cover: BLOCK_COVER,
  hasPlainNames: true,
  most: null,
  loudnessToleranceLu: CODED_AUDIO_LU,
  makers: { encoder: 'libvorbis', decoder: 'libvorbis, another build' },
}
