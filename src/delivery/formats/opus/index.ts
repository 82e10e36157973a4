import { BLOCK_COVER, CODED_AUDIO_LU, type Format } from '../format'

export const OPUS: Format & { readonly id: 'opus' } = {
  id: 'opus',
  label: 'Opus',
  extension: 'opus',
  mimeType: 'audio/ogg',
  depths: [],
  qualities: [
    { value: '160', label: '160 kbit/s' },
    { value: '256', label: '256 kbit/s' },
    { value: '192', label: '192 kbit/s' },
    { value: '128', label: '128 kbit/s' },
    { value: '96', label: '96 kbit/s' },
    { value: '64', label: '64 kbit/s' },
  ],
  ratesHz: [48_000],
  holds: [],
  cover: BLOCK_COVER,
  hasPlainNames: true,
  most: null,
  loudnessToleranceLu: CODED_AUDIO_LU,
  makers: { encoder: 'libopus', decoder: 'libopus, another build' },
}
