import { AAC } from './aac'
import { AIFF } from './aiff'
import { ALAC } from './alac'
import { FLAC } from './flac'
import type { Format } from './format'
import { MP3 } from './mp3'
import { OPUS } from './opus'
import { VORBIS } from './vorbis'
import { WAV } from './wav'

/** Every format that a master can be delivered in, in the order of the dialog. The first is the one to begin with. */
export const FORMATS = [
  WAV,
  AIFF,
  FLAC,
  ALAC,
  MP3,
  OPUS,
  VORBIS,
  AAC,
] as const satisfies readonly Format[]

export type FormatId = (typeof FORMATS)[number]['id']

export const formatOf = (id: FormatId): Format =>
  FORMATS.find((format) => format.id === id) ?? FORMATS[0]

export const isFormatId = (value: unknown): value is FormatId =>
  FORMATS.some(({ id }) => id === value)
