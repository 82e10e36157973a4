/** Where a channel belongs, by the names of WAVEFORMATEXTENSIBLE; null where nobody knows. */
export type Speaker = (typeof WAVE_SPEAKERS)[number] | null
export type Speakers = readonly Speaker[]

/** By the bits of a channel mask, lowest first. */
export const WAVE_SPEAKERS = [
  'FL',
  'FR',
  'FC',
  'LFE',
  'BL',
  'BR',
  'FLC',
  'FRC',
  'BC',
  'SL',
  'SR',
  'TC',
  'TFL',
  'TFC',
  'TFR',
  'TBL',
  'TBC',
  'TBR',
] as const

/** What plain WAV, FLAC (RFC 9639, 9.1.3) and AAC decoders put in their channels, by their number. */
const USUAL: Readonly<Record<number, Speakers>> = {
  1: ['FC'],
  2: ['FL', 'FR'],
  3: ['FL', 'FR', 'FC'],
  4: ['FL', 'FR', 'BL', 'BR'],
  5: ['FL', 'FR', 'FC', 'BL', 'BR'],
  6: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'],
  7: ['FL', 'FR', 'FC', 'LFE', 'BC', 'SL', 'SR'],
  8: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'SL', 'SR'],
}

/** Vorbis I, 4.3.9; Opus of mapping family 1 (RFC 7845, 5.1.1.2). */
const XIPH: Readonly<Record<number, Speakers>> = {
  3: ['FL', 'FC', 'FR'],
  4: ['FL', 'FR', 'BL', 'BR'],
  5: ['FL', 'FC', 'FR', 'BL', 'BR'],
  6: ['FL', 'FC', 'FR', 'BL', 'BR', 'LFE'],
  7: ['FL', 'FC', 'FR', 'SL', 'SR', 'BC', 'LFE'],
  8: ['FL', 'FC', 'FR', 'SL', 'SR', 'BL', 'BR', 'LFE'],
}

/** Channels of which nobody knows where they belong. */
export const unplaced = (channelCount: number): Speakers =>
  Array.from({ length: channelCount }, () => null)

/** The usual order of so many channels; unplaced where there is none. */
export const usualSpeakers = (channelCount: number): Speakers =>
  USUAL[channelCount] ?? unplaced(channelCount)

/** The order in Vorbis and Opus; the usual one of numbers that they leave open. */
export const xiphSpeakers = (channelCount: number): Speakers =>
  XIPH[channelCount] ?? usualSpeakers(channelCount)

/**
 * By a channel mask (WAVEFORMATEXTENSIBLE, Core Audio's bitmap): its bits in order; channels beyond them have no place,
 * and a mask of 0 says that none has, as files of Ambisonics do.
 */
export const maskedSpeakers = (mask: number, channelCount: number): Speakers => {
  const named = WAVE_SPEAKERS.filter((_, bit) => (mask >>> bit) & 1)
  return Array.from({ length: channelCount }, (_, channel) => named[channel] ?? null)
}
