import { BLOCK_COVER, COUNTED_FRAMES, type Format, SAME_AUDIO_LU } from '../format'

export const FLAC: Format & { readonly id: 'flac' } = {
  id: 'flac',
  label: 'FLAC',
  extension: 'flac',
  mimeType: 'audio/flac',
  depths: ['16', '24'],
  qualities: [],
  // That libFLAC is built for here.
  ratesHz: [8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000],
  holds: [],
  cover: BLOCK_COVER,
  hasPlainNames: true,
  most: COUNTED_FRAMES,
  loudnessToleranceLu: SAME_AUDIO_LU,
}
