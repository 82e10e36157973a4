import { type Audio, gainOf } from '../damage/testing/audio'
import { applyOp, type Op } from '../damage/testing/operations'

type Pair = readonly [number, number]

/** What goes wrong with a signal, as findings-vectors.json writes it. */
export type FaultOp =
  | Op
  | { readonly op: 'gain'; readonly dB: number | Pair }
  | { readonly op: 'offset'; readonly values: Pair }
  | { readonly op: 'invert'; readonly channel: number }
  | { readonly op: 'delay'; readonly channel: number; readonly samples: number }
  | { readonly op: 'mono' }
  | {
      readonly op: 'zero'
      readonly channels: readonly number[]
      readonly atSeconds: number
      readonly samples: number
    }
  | {
      readonly op: 'impulse'
      readonly channel: number
      readonly atSeconds: number
      readonly shape: readonly number[]
      readonly dBFS: number
    }
  | {
      readonly op: 'lines'
      readonly lines: readonly (readonly [hz: number, dBFS: number])[]
      readonly pan?: Pair
    }
  | { readonly op: 'pad'; readonly headSeconds: number; readonly tailSeconds: number }
  | { readonly op: 'cut'; readonly fromSeconds: number; readonly toSeconds: number }

/** Applies one operation. */
export const applyFault = (audio: Audio, op: FaultOp, fs: number): Audio => {
  const each = (change: (x: Float64Array, channel: number) => Float64Array): Audio => [
    change(audio[0], 0),
    change(audio[1], 1),
  ]
  const only = (channel: number, change: (x: Float64Array) => Float64Array): Audio =>
    each((x, c) => (c === channel ? change(x) : x))
  switch (op.op) {
    case 'gain':
      return each((x, c) => {
        const gain = gainOf(typeof op.dB === 'number' ? op.dB : (op.dB[c] ?? 0))
        return x.map((value) => value * gain)
      })
    case 'offset':
      return each((x, c) => x.map((value) => value + (op.values[c] ?? 0)))
    case 'invert':
      return only(op.channel, (x) => x.map((value) => -value))
    case 'delay':
      return only(op.channel, (x) => x.map((_, n) => x[n - op.samples] ?? 0))
    case 'mono':
      return each((x) => x.map((_, n) => ((audio[0][n] ?? 0) + (audio[1][n] ?? 0)) / 2))
    case 'zero': {
      const from = Math.round(op.atSeconds * fs)
      return each((x, c) =>
        op.channels.includes(c) ? x.map((v, n) => (n >= from && n < from + op.samples ? 0 : v)) : x,
      )
    }
    case 'impulse': {
      const from = Math.round(op.atSeconds * fs)
      const gain = gainOf(op.dBFS)
      return only(op.channel, (x) => {
        const hit = x.slice()
        for (const [k, value] of op.shape.entries())
          if (from + k < hit.length) hit[from + k] = (hit[from + k] ?? 0) + value * gain
        return hit
      })
    }
    case 'lines': {
      const sum = new Float64Array(audio[0].length)
      for (const [hz, db] of op.lines) {
        const gain = gainOf(db)
        for (let n = 0; n < sum.length; n++)
          sum[n] = (sum[n] ?? 0) + gain * Math.sin((2 * Math.PI * hz * n) / fs)
      }
      return each((x, c) => x.map((value, n) => value + (sum[n] ?? 0) * (op.pan?.[c] ?? 1)))
    }
    case 'pad': {
      const head = Math.round(op.headSeconds * fs)
      return each((x) => {
        const padded = new Float64Array(head + x.length + Math.round(op.tailSeconds * fs))
        padded.set(x, head)
        return padded
      })
    }
    case 'cut':
      return each((x) => x.slice(Math.round(op.fromSeconds * fs), Math.round(op.toSeconds * fs)))
    default:
      return applyOp(audio, op, fs)
  }
}
