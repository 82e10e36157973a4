import { maskedSpeakers, type Speakers, WAVE_SPEAKERS } from './speakers'

/** More is never read: 32 channels with a label each fit. */
export const MAX_LAYOUT_BYTES = 1024
const HEAD_BYTES = 12
const DESCRIPTION_BYTES = 20
const BY_DESCRIPTIONS = 0
const BY_BITMAP = 1 << 16

/** Layout tags (CoreAudioBaseTypes.h) without the number of channels in their lower half. */
const TAGGED: Readonly<Record<number, string>> = {
  108: 'FL FR BL BR',
  113: 'FL FR FC',
  114: 'FC FL FR',
  115: 'FL FR FC BC',
  116: 'FC FL FR BC',
  117: 'FL FR FC BL BR',
  118: 'FL FR BL BR FC',
  119: 'FL FC FR BL BR',
  120: 'FC FL FR BL BR',
  121: 'FL FR FC LFE BL BR',
  122: 'FL FR BL BR FC LFE',
  123: 'FL FC FR BL BR LFE',
  124: 'FC FL FR BL BR LFE',
  125: 'FL FR FC LFE BL BR BC',
  126: 'FL FR FC LFE BL BR FLC FRC',
  127: 'FC FLC FRC FL FR BL BR LFE',
  128: 'FL FR FC LFE SL SR BL BR',
}

/**
 * A Core Audio channel layout, as `chan` in CAF and `CHAN` in AIFF hold it: by a tag, a bitmap, or a label for each channel.
 * Undefined where it is cut short or of a kind that says nothing here.
 */
export const coreAudioSpeakers = (view: DataView, channelCount: number): Speakers | undefined => {
  if (view.byteLength < HEAD_BYTES) return undefined
  const tag = view.getUint32(0)
  if (tag === BY_BITMAP) return maskedSpeakers(view.getUint32(4), channelCount)
  if (tag !== BY_DESCRIPTIONS) {
    const named = TAGGED[tag >>> 16]?.split(' ')
    return named?.length === channelCount
      ? named.map((name) => WAVE_SPEAKERS.find((speaker) => speaker === name) ?? null)
      : undefined
  }
  const count = view.getUint32(8)
  if (count < channelCount || view.byteLength < HEAD_BYTES + channelCount * DESCRIPTION_BYTES)
    return undefined
  // Labels 1 to 18 are the bits of a channel mask, in their order.
  return Array.from({ length: channelCount }, (_, channel) => {
    const label = view.getUint32(HEAD_BYTES + channel * DESCRIPTION_BYTES)
    return WAVE_SPEAKERS[label - 1] ?? null
  })
}
