import { type Audio, gainOf, noiseOf } from './audio'
import { boxLimited } from './box-limiter'
import { type CodecRounding, codecRounded } from './codec-rounding'
import { type LowPass, lowPassed } from './low-pass'

/** What is done to a signal, as damage-vectors.json writes it. */
export type Op =
  | { readonly op: 'clip'; readonly dBFS: number }
  | { readonly op: 'noise'; readonly peakDBFS: number; readonly seed: number }
  | { readonly op: 'quantise'; readonly bits: number; readonly ditherSeed?: number }
  | { readonly op: 'boxLimit'; readonly dBFS: number; readonly samples: number }
  | ({ readonly op: 'lowpass' } & LowPass)
  | ({ readonly op: 'mdctQuantise' } & CodecRounding)

/** Applies one operation. */
export const applyOp = (audio: Audio, op: Op, fs: number): Audio => {
  const map = (change: (x: number, n: number, channel: number) => number): Audio => [
    audio[0].map((x, n) => change(x, n, 0)),
    audio[1].map((x, n) => change(x, n, 1)),
  ]
  switch (op.op) {
    case 'clip': {
      const limit = gainOf(op.dBFS)
      return map((x) => Math.min(limit, Math.max(-limit, x)))
    }
    case 'noise': {
      const gain = gainOf(op.peakDBFS)
      const noises = audio.map((x, channel) => noiseOf(op.seed + channel * 7919, x.length))
      return map((x, n, channel) => x + gain * (noises[channel]?.[n] ?? 0))
    }
    case 'quantise': {
      const scale = 2 ** (op.bits - 1)
      const dithers = audio.map((x, channel) => {
        if (op.ditherSeed === undefined) return null
        const first = noiseOf(op.ditherSeed + 2 * channel, x.length)
        const second = noiseOf(op.ditherSeed + 2 * channel + 1, x.length)
        return first.map((value, n) => (value + (second[n] ?? 0)) / 2)
      })
      return map(
        (x, n, channel) => Math.floor(x * scale + (dithers[channel]?.[n] ?? 0) + 0.5) / scale,
      )
    }
    case 'boxLimit':
      return boxLimited(audio, gainOf(op.dBFS), op.samples)
    case 'lowpass':
      return [lowPassed(audio[0], op, fs), lowPassed(audio[1], op, fs)]
    case 'mdctQuantise':
      return [codecRounded(audio[0], op, fs), codecRounded(audio[1], op, fs)]
  }
}
