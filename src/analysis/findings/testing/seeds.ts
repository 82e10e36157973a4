import { bell, highPass, highShelf, lowPass } from '../../../dsp/filters/filter-design'
import type { Biquad } from '../../../dsp/filters/section'
import { directForm } from '../../../dsp/testing/direct-form'
import { type Audio, gainOf, noiseOf } from '../../damage/testing/audio'
import { applyFault, type FaultOp } from '../../testing/fault-operations'
import type { FindingKind } from '../finding'
import { BED_RATE } from './beds'

/** A fault: what is done to a bed for it, the more the higher the degree. */
export interface Seed {
  readonly kind: FindingKind
  /** Mild, middle, strong: what is done. */
  readonly degrees: readonly [Change, Change, Change]
  /** Beds on which it makes sense. */
  readonly on: readonly Bed[]
}

export type Bed = 'notes' | 'noise'
type Change = (audio: Audio) => Audio
type Three<T> = readonly [T, T, T]

const BOTH: readonly Bed[] = ['notes', 'noise']

const three = <T>(values: Three<T>, change: (value: T) => Change): Seed['degrees'] => [
  change(values[0]),
  change(values[1]),
  change(values[2]),
]
const ops =
  (...list: readonly FaultOp[]): Change =>
  (audio) =>
    list.reduce((made, op) => applyFault(made, op, BED_RATE), audio)
const each =
  (change: (x: Float64Array, channel: number) => Float64Array): Change =>
  ([left, right]) => [change(left, 0), change(right, 1)]
const filtered = (x: Float64Array, section: Biquad): Float64Array =>
  directForm(x, x.length, section)
const equalised = (section: Biquad): Change => each((x) => filtered(x, section))

const peakOf = ([left, right]: Audio): number =>
  Math.max(...[left, right].map((x) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)))
/** Something at a level beside the bed's own peak, dB. */
const besidePeak =
  (change: (peakDb: number) => FaultOp): Change =>
  (audio) =>
    applyFault(audio, change(20 * Math.log10(peakOf(audio))), BED_RATE)
const toPeak =
  (db: number): Change =>
  (audio) =>
    applyFault(audio, { op: 'gain', dB: db - 20 * Math.log10(peakOf(audio)) }, BED_RATE)
const inTurn =
  (...changes: readonly Change[]): Change =>
  (audio) =>
    changes.reduce((made, change) => change(made), audio)
const limited = (db: number): Change =>
  besidePeak((peak) => ({ op: 'boxLimit', dBFS: peak - db, samples: 96 }))

/** Side up until the channels correlate like this. */
const widened =
  (correlation: number): Change =>
  ([left, right]) => {
    const power = (sign: 1 | -1): number =>
      left.reduce((sum, x, n) => sum + (x + sign * (right[n] ?? 0)) ** 2, 0)
    const gain = Math.sqrt((power(1) / power(-1)) * ((1 - correlation) / (1 + correlation)))
    const side = (n: number): number => (gain * ((left[n] ?? 0) - (right[n] ?? 0))) / 2
    const mid = (n: number): number => ((left[n] ?? 0) + (right[n] ?? 0)) / 2
    return [left.map((_, n) => mid(n) + side(n)), right.map((_, n) => mid(n) - side(n))]
  }

/** All but the bass of the right channel upside down for a share of the time. */
const against =
  (share: number): Change =>
  ([left, right]) => {
    const treble = filtered(right, highPass(400, 0.7, BED_RATE))
    return [
      left.map((x, n) => 0.3 * x + 0.7 * (right[n] ?? 0)),
      right.map((x, n) => (n < share * right.length ? x - 2 * (treble[n] ?? 0) : x)),
    ]
  }

/** Sharp s sounds of 80 ms, out of time, so loud beside the bed's peak. */
const hissing =
  (db: number): Change =>
  (audio) => {
    const noise = filtered(
      filtered(noiseOf(5, audio[0].length), highPass(5500, 0.9, BED_RATE)),
      lowPass(8500, 0.9, BED_RATE),
    )
    const gain = gainOf(db) * peakOf(audio)
    const starts = [0.6, 0.95, 1.58, 2.1, 2.63, 3.08, 3.9, 4.33, 4.96].map((s) => s * BED_RATE)
    const envelope = (n: number): number => {
      const start = starts.findLast((at) => at <= n) ?? Number.NEGATIVE_INFINITY
      const t = (n - start) / BED_RATE
      return t < 0.08 ? Math.sin((Math.PI * t) / 0.08) : 0
    }
    const s = noise.map((x, n) => gain * x * envelope(n))
    return [audio[0].map((x, n) => x + (s[n] ?? 0)), audio[1].map((x, n) => x + (s[n] ?? 0))]
  }

const CLICKS_SECONDS = [1.237, 2.513, 3.391, 4.777]
/** A sample and half of both beside it, in one channel and the other. */
const clicking =
  (db: number): Change =>
  (audio) => {
    const made: Audio = [audio[0].slice(), audio[1].slice()]
    for (const [k, seconds] of CLICKS_SECONDS.entries())
      for (const [n, share] of [0.5, 1, 0.5].entries()) {
        const channel = made[k % 2 === 0 ? 0 : 1]
        const at = Math.round(seconds * BED_RATE) + n
        channel[at] = (channel[at] ?? 0) + share * gainOf(db)
      }
    return made
  }
const QUIET_HISS = { op: 'noise', peakDBFS: -72, seed: 21 } as const
const as24: FaultOp = { op: 'quantise', bits: 24 }

/** Every fault that is looked for in a searched track of some seconds. */
export const SEEDS: readonly Seed[] = [
  { kind: 'silent', on: ['notes'], degrees: three([0, 0, 0], () => each((x) => x.map(() => 0))) },
  {
    kind: 'too-short',
    on: BOTH,
    degrees: three([0.3, 0.2, 0.1], (toSeconds) => ops({ op: 'cut', fromSeconds: 0, toSeconds })),
  },
  {
    kind: 'dc-offset',
    on: BOTH,
    degrees: three([0.0015, 0.005, 0.02], (dc) => ops({ op: 'offset', values: [dc, -dc / 2] })),
  },
  {
    kind: 'clipped',
    on: BOTH,
    degrees: three([2, 4, 6], (db) =>
      inTurn(
        besidePeak((peak) => ({ op: 'clip', dBFS: peak - db })),
        ops({ op: 'gain', dB: -3.7 }),
      ),
    ),
  },
  {
    kind: 'already-mastered',
    on: BOTH,
    degrees: three([7, 10, 12], (db) => inTurn(limited(db), toPeak(-0.3))),
  },
  {
    kind: 'limited',
    on: BOTH,
    degrees: three([4, 9, 12], (db) => inTurn(limited(db), ops({ op: 'gain', dB: -2 }))),
  },
  { kind: 'peaks-between-samples', on: BOTH, degrees: three([0.2, 1, 2.5], toPeak) },
  {
    kind: 'lossy-source',
    on: ['notes'],
    degrees: three([-62, -58, -52], (stepDBFS) =>
      ops(
        {
          op: 'mdctQuantise',
          N: 1024,
          window: 'kbd4',
          offset: 137,
          fromHz: 3000,
          stepDBFS,
        } as FaultOp,
        { op: 'gain', dB: -1.3 },
        as24,
      ),
    ),
  },
  {
    kind: 'band-limited',
    on: ['noise'],
    degrees: three([19_000, 16_000, 11_500], (hz) =>
      ops({ op: 'lowpass', hz, taps: 255, beta: 9 }, as24),
    ),
  },
  {
    kind: 'upsampled',
    on: ['noise'],
    degrees: three([10_900, 10_800, 10_700], (hz) =>
      ops({ op: 'lowpass', hz, taps: 255, beta: 9 }, as24),
    ),
  },
  {
    kind: 'unused-bits',
    on: BOTH,
    degrees: three([16, 14, 12], (bits) => ops({ op: 'quantise', bits, ditherSeed: 109 })),
  },
  {
    kind: 'scaled-bits',
    on: ['notes'],
    degrees: three([-1.2, -3.098039, -6.5], (dB) =>
      ops({ op: 'quantise', bits: 16, ditherSeed: 111 }, { op: 'gain', dB }, as24),
    ),
  },
  {
    kind: 'subsonic',
    on: BOTH,
    degrees: three([20, 14, 8], (db) =>
      besidePeak((peak) => ({ op: 'lines', lines: [[11, peak - db]] })),
    ),
  },
  {
    kind: 'hum',
    on: BOTH,
    degrees: three([-66, -60, -50], (db) =>
      ops({ op: 'pad', headSeconds: 2, tailSeconds: 3 }, QUIET_HISS, {
        op: 'lines',
        lines: [
          [50, db],
          [100, db - 4],
          [150, db - 1],
        ],
      }),
    ),
  },
  {
    kind: 'polarity-inverted',
    on: BOTH,
    degrees: three([-6, -3, 0], (dB) =>
      inTurn(widened(0.95), ops({ op: 'invert', channel: 1 }, { op: 'gain', dB: [0, dB] })),
    ),
  },
  { kind: 'mono-compatibility', on: ['noise'], degrees: three([-0.05, -0.1, -0.15], widened) },
  { kind: 'out-of-phase', on: BOTH, degrees: three([0.35, 0.6, 1], against) },
  {
    kind: 'dual-mono',
    on: BOTH,
    degrees: [
      inTurn(ops({ op: 'mono' }), ops({ op: 'gain', dB: [0, 0.005] })),
      inTurn(ops({ op: 'mono' }), ops({ op: 'gain', dB: [0, 0.001] })),
      ops({ op: 'mono' }),
    ],
  },
  {
    kind: 'channel-imbalance',
    on: BOTH,
    degrees: three([-2, -4, -8], (dB) => ops({ op: 'gain', dB: [0, dB] })),
  },
  {
    kind: 'channel-delay',
    on: BOTH,
    degrees: three([8, 24, 200], (samples) =>
      ops({ op: 'mono' }, { op: 'delay', channel: 1, samples }),
    ),
  },
  {
    kind: 'wide-bass',
    on: BOTH,
    degrees: three([8, 5, 2], (db) =>
      besidePeak((peak) => ({ op: 'lines', lines: [[62, peak - db - 3]], pan: [1, -1] })),
    ),
  },
  {
    kind: 'clicks',
    on: BOTH,
    degrees: three([-20, -10, -4], clicking),
  },
  {
    kind: 'dropout',
    on: BOTH,
    degrees: three([96, 240, 960], (samples) =>
      ops(
        { op: 'zero', channels: [0, 1], atSeconds: 3.06, samples },
        { op: 'zero', channels: [1], atSeconds: 4.56, samples },
      ),
    ),
  },
  {
    kind: 'noise-floor',
    on: BOTH,
    degrees: three([-66, -62, -58], (peakDBFS) =>
      ops({ op: 'pad', headSeconds: 2, tailSeconds: 2 }, { op: 'noise', peakDBFS, seed: 23 }),
    ),
  },
  {
    kind: 'head-cut',
    on: BOTH,
    degrees: three([0.55, 1.55, 2.05], (fromSeconds) =>
      ops({ op: 'cut', fromSeconds, toSeconds: 6 }),
    ),
  },
  {
    kind: 'tail-cut',
    on: BOTH,
    degrees: three([5.06, 4.56, 3.56], (toSeconds) =>
      ops({ op: 'cut', fromSeconds: 0, toSeconds }),
    ),
  },
  {
    kind: 'head-silence',
    on: BOTH,
    degrees: three([0.8, 2, 5], (headSeconds) => ops({ op: 'pad', headSeconds, tailSeconds: 0 })),
  },
  {
    kind: 'tail-silence',
    on: BOTH,
    degrees: three([4, 6, 12], (tailSeconds) => ops({ op: 'pad', headSeconds: 0, tailSeconds })),
  },
  {
    kind: 'middle-silence',
    on: BOTH,
    degrees: three([1.3, 2, 3], (seconds) =>
      ops({ op: 'zero', channels: [0, 1], atSeconds: 2, samples: seconds * BED_RATE }),
    ),
  },
  { kind: 'sibilance', on: BOTH, degrees: three([-8, 0, 6], hissing) },
  {
    kind: 'harshness',
    on: ['noise'],
    degrees: three([7, 10, 14], (db) => equalised(bell(3200, db, 0.8, BED_RATE))),
  },
  {
    kind: 'mud',
    on: ['noise'],
    degrees: three([10, 14, 17], (db) => equalised(bell(280, db, 0.9, BED_RATE))),
  },
  {
    kind: 'boom',
    on: ['noise'],
    degrees: three([11, 14, 18], (db) => equalised(bell(113, db, 0.9, BED_RATE))),
  },
  {
    kind: 'air',
    on: ['noise'],
    degrees: three([14, 20, -20], (db) => equalised(highShelf(8000, db, 0.7, BED_RATE))),
  },
  {
    kind: 'sub',
    on: ['noise'],
    degrees: three([14, 18, 22], (db) => equalised(bell(38, db, 0.8, BED_RATE))),
  },
  {
    kind: 'resonance',
    on: ['noise'],
    degrees: three([10, 14, 18], (db) => equalised(bell(2500, db, 20, BED_RATE))),
  },
]
