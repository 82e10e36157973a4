import type { FormatCodec } from './format'
import type { FormatId } from './registry'

/** How each format is written; its encoder loads here. Apart from the registry, which the page holds too. */
const CODECS: Readonly<Record<FormatId, () => Promise<{ readonly codec: FormatCodec }>>> = {
  wav: () => import('./wav/codec'),
  aiff: () => import('./aiff/codec'),
  flac: () => import('./flac/codec'),
  alac: () => import('./alac/codec'),
  mp3: () => import('./mp3/codec'),
  opus: () => import('./opus/codec'),
  vorbis: () => import('./vorbis/codec'),
  aac: () => import('./aac/codec'),
}

export const loadCodec = async (id: FormatId): Promise<FormatCodec> => (await CODECS[id]()).codec
