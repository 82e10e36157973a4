import type { Audio } from '../../damage/testing/audio'
import { BED_RATE } from './bed-rate'
import { Float64Fft } from './float64-fft'

export const FRAME_SECONDS = 0.02
const SIZE = 1024
const HOP = FRAME_SECONDS * BED_RATE
const BANDS_HZ = { voice: [1000, 4000], sibilant: [5000, 9000] } as const

/** Power of both channels where a voice is, and where its s sounds are. */
export type ShortFrame = Readonly<Record<keyof typeof BANDS_HZ, number>>

/** Frame by frame of 20 ms. */
export const shortFramesOf = ([left, right]: Audio): readonly ShortFrame[] => {
  const fft = new Float64Fft(SIZE)
  const hann = Float64Array.from({ length: SIZE }, (_, n) => Math.sin((Math.PI * n) / SIZE) ** 2)
  return Array.from({ length: Math.floor((left.length - SIZE) / HOP) }, (_, frame) => {
    const at = (channel: Float64Array) =>
      hann.map((weight, n) => weight * (channel[frame * HOP + n] ?? 0))
    const [re, im] = [at(left), at(right)]
    fft.transform(re, im)
    const powerIn = ([lowHz, highHz]: readonly [number, number]): number => {
      let sum = 0
      const to = (highHz * SIZE) / BED_RATE
      for (let bin = Math.ceil((lowHz * SIZE) / BED_RATE); bin <= to; bin++)
        for (const k of [bin, SIZE - bin]) sum += (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2
      return sum
    }
    return { voice: powerIn(BANDS_HZ.voice), sibilant: powerIn(BANDS_HZ.sibilant) }
  })
}
