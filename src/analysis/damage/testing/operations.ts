import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { type Audio, gainOf } from './audio'
import { boxLimited } from './box-limiter'
import { type CodecRounding, codecRounded } from './codec-rounding'
import { type LowPass, lowPassed } from './low-pass'

interface Quantise {
  readonly bits: number
  readonly ditherSeed?: number
}

/** What is done to a signal, as damage-vectors.json writes it. */
export type Op =
  | { readonly op: 'clip'; readonly dBFS: number }
  | { readonly op: 'noise'; readonly peakDBFS: number; readonly seed: number }
  | ({ readonly op: 'quantise' } & Quantise)
  | { readonly op: 'boxLimit'; readonly dBFS: number; readonly samples: number }
  | ({ readonly op: 'lowpass' } & LowPass)
  | ({ readonly op: 'mdctQuantise' } & CodecRounding)

/** Applies one operation. */
export const applyOp = (audio: Audio, op: Op, fs: number): Audio => {
  switch (op.op) {
    case 'clip':
      return [clipped(audio[0], gainOf(op.dBFS)), clipped(audio[1], gainOf(op.dBFS))]
    case 'noise': {
      const gain = gainOf(op.peakDBFS)
      return [noisy(audio[0], gain, op.seed), noisy(audio[1], gain, op.seed + 7919)]
    }
    case 'quantise':
      return [quantised(audio[0], op, 0), quantised(audio[1], op, 1)]
    case 'boxLimit':
      return boxLimited(audio, gainOf(op.dBFS), op.samples)
    case 'lowpass':
      return [lowPassed(audio[0], op, fs), lowPassed(audio[1], op, fs)]
    case 'mdctQuantise':
      return [codecRounded(audio[0], op, fs), codecRounded(audio[1], op, fs)]
  }
}

const clipped = (x: Float64Array, limit: number): Float64Array => {
  const out = new Float64Array(x.length)
  for (let n = 0; n < x.length; n++) out[n] = Math.min(limit, Math.max(-limit, x[n] ?? 0))
  return out
}

const noisy = (x: Float64Array, gain: number, seed: number): Float64Array => {
  const next = seededNoise(seed)
  const out = new Float64Array(x.length)
  for (let n = 0; n < x.length; n++) out[n] = (x[n] ?? 0) + gain * next()
  return out
}

/** With TPDF dither from two seeds of the channel's own, or none. */
const quantised = (x: Float64Array, { bits, ditherSeed }: Quantise, channel: number) => {
  const scale = 2 ** (bits - 1)
  const out = new Float64Array(x.length)
  if (ditherSeed === undefined) {
    for (let n = 0; n < x.length; n++) out[n] = Math.floor((x[n] ?? 0) * scale + 0.5) / scale
    return out
  }
  const first = seededNoise(ditherSeed + 2 * channel)
  const second = seededNoise(ditherSeed + 2 * channel + 1)
  for (let n = 0; n < x.length; n++)
    out[n] = Math.floor((x[n] ?? 0) * scale + (first() + second()) / 2 + 0.5) / scale
  return out
}
