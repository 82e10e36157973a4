import { highPass } from '../../../dsp/filters/filter-design'
import { BED_RATE } from './bed-rate'
import { besidePeak, type Change, filtered, inTurn, ops, three } from './changes'
import { BOTH, type Seed } from './seed'

const QUIET_HISS = { op: 'noise', peakDBFS: -72, seed: 21 } as const

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

/** Faults of the low end, of one channel beside the other, and of noise. */
export const CHANNEL_SEEDS: readonly Seed[] = [
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
    kind: 'noise-floor',
    on: BOTH,
    degrees: three([-66, -62, -58], (peakDBFS) =>
      ops({ op: 'pad', headSeconds: 2, tailSeconds: 2 }, { op: 'noise', peakDBFS, seed: 23 }),
    ),
  },
]
