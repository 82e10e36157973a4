import type { FaultOp } from '../../testing/fault-operations'
import { besidePeak, type Change, each, inTurn, ops, three, toPeak } from './changes'
import { BOTH, type Seed } from './seed'

const as24: FaultOp = { op: 'quantise', bits: 24 }
const limited = (db: number): Change =>
  besidePeak((peak) => ({ op: 'boxLimit', dBFS: peak - db, samples: 96 }))

/** Faults of the file and of its samples. */
export const FILE_SEEDS: readonly Seed[] = [
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
    // Converters from 22.05 kHz that begin to fall at 91, 95 and 98 % of half of it and are done there.
    degrees: three(
      [
        { hz: 10_529, taps: 277 },
        { hz: 10_749, taps: 497 },
        { hz: 10_915, taps: 1243 },
      ],
      ({ hz, taps }) => ops({ op: 'lowpass', hz, taps, beta: 9 }, as24),
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
]
