import { highPass } from '../../../dsp/filters/filter-design'
import { applyFault, type FaultOp } from '../../testing/fault-operations'
import { BED_RATE } from './bed-rate'
import { besidePeak, type Change, each, filtered, inTurn, ops, three, toPeak } from './changes'
import { BOTH, type Seed } from './seed'

const as24: FaultOp = { op: 'quantise', bits: 24 }
const limited = (db: number): Change =>
  besidePeak((peak) => ({ op: 'boxLimit', dBFS: peak - db, samples: 96 }))

/** Codecs save bits from here on, Hz. */
const ROUNDED_FROM_HZ = 3000

/** What AAC's frames leave: coefficients in steps this far beside the level of what they hold, as a codec sets them. */
const coded =
  (stepDb: number): Change =>
  (audio) => {
    const treble = audio.map((x) => filtered(x, highPass(ROUNDED_FROM_HZ, 0.7, BED_RATE)))
    const squares = treble.reduce((sum, x) => sum + x.reduce((all, v) => all + v * v, 0), 0)
    const levelDb = 10 * Math.log10(squares / (2 * audio[0].length))
    const rounding = {
      op: 'mdctQuantise',
      N: 1024,
      window: 'kbd4',
      offset: 137,
      fromHz: ROUNDED_FROM_HZ,
      stepDBFS: levelDb + stepDb,
    } as const
    return applyFault(audio, rounding as FaultOp, BED_RATE)
  }

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
    degrees: three([-30, -26, -20], (stepDb) =>
      inTurn(coded(stepDb), ops({ op: 'gain', dB: -1.3 }, as24)),
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
