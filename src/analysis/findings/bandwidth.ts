import { latticeOf } from '../evidence/codec-lattice'
import { powerDb, type SpectralRow, WALL_BAND_HZ, WALL_FROM_HZ } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { mean, percentile } from './rows'

/** 400 Hz below a wall are held against 400 Hz above, with a gap of 150 Hz in between. */
const SIDE_BANDS = 8
const GAP_BANDS = 3
/** So steep a fall is no instrument. */
const LEAST_FALL_DB = 25
/** … and above it is nothing: dB of a full-scale sine, a bin. */
const HIGHEST_FLOOR_DB = -110
/** The filters of converters and recorders begin here, as a share of half the rate. */
const CONVERTER_SHARE = 0.93
/** What a converter leaves lies this near to half of the rate that it came from: its filter begins below (SoX: 0.2 to 3 %). */
const BELOW_RATE = 0.03
const ABOVE_RATE = 0.02
/** Not 32 kHz: half of that is where codecs and low-passes cut. */
const USUAL_RATES_HZ = [22_050, 44_100, 48_000, 88_200, 96_000]
const FEWEST_WINDOWS = 8

/** By chance one of 2048 offsets falls by 4 in noise, by up to 9 where few notes repeat; a codec brings 6 to 25 … */
const CLEAR_DEVIATIONS = 10
/** … and shows better with its own window, which chance does not. */
const LEAST_DEVIATIONS = 6
const LEAST_OVER_OTHER = 1.35

const isCoded = ({ evidence }: ExaminedFacts): boolean => {
  const { deviations = 0, overOther = 1 } = latticeOf(evidence.offsets) ?? {}
  return (
    deviations >= CLEAR_DEVIATIONS ||
    (deviations >= LEAST_DEVIATIONS && overOther >= LEAST_OVER_OTHER)
  )
}

export interface Wall {
  readonly hz: number
  readonly fallDb: number
  readonly floorDb: number
}

/** The steepest fall of what the spectrum reaches in its loudest twentieth; null where there is nothing to see. */
export const wallOf = (rows: readonly SpectralRow[]): Wall | null => {
  const count = rows[0]?.high.length ?? 0
  const db = Array.from({ length: count }, (_, band) =>
    powerDb(
      percentile(
        rows.map(({ high }) => high[band] ?? 0),
        0.95,
      ),
    ),
  )
  let wall: Wall | null = null
  for (let at = SIDE_BANDS; at + GAP_BANDS + SIDE_BANDS <= count; at++) {
    const below = mean(db.slice(at - SIDE_BANDS, at))
    const floorDb = mean(db.slice(at + GAP_BANDS, at + GAP_BANDS + SIDE_BANDS))
    const fallDb = below - floorDb
    if (wall && fallDb <= wall.fallDb) continue
    wall = { hz: WALL_FROM_HZ + (at + GAP_BANDS / 2) * WALL_BAND_HZ, fallDb, floorDb }
  }
  return wall
}

const walls = new WeakMap<readonly SpectralRow[], Wall | null>()

const clearWall = ({ evidence: { rows } }: ExaminedFacts): Wall | null => {
  // Three kinds ask for it.
  const known = walls.get(rows)
  const wall = known === undefined ? wallOf(rows) : known
  walls.set(rows, wall)
  return wall && wall.fallDb >= LEAST_FALL_DB && wall.floorDb <= HIGHEST_FLOOR_DB ? wall : null
}

/** The rate whose converter leaves such a wall in a file of a higher one. */
const rateBefore = ({ hz }: Wall, sampleRate: number): number | undefined =>
  USUAL_RATES_HZ.find(
    (rate) =>
      rate < sampleRate * (1 - ABOVE_RATE) &&
      2 * hz >= rate * (1 - BELOW_RATE) &&
      2 * hz <= rate * (1 + ABOVE_RATE),
  )

export const BANDWIDTH_DETECTORS = {
  'band-limited': (facts) => {
    if (facts.evidence.rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const wall = clearWall(facts)
    const { sampleRate } = facts.measured
    if (!wall || wall.hz > (CONVERTER_SHARE * sampleRate) / 2) return NOT_FOUND
    // Told under another name.
    if (rateBefore(wall, sampleRate) || isCoded(facts)) return NOT_FOUND
    return found(1 - (wall.hz - 12_000) / 12_000, wall.hz, 'Hz', {
      certainty: wall.fallDb / 50,
      bandHz: [wall.hz, sampleRate / 2],
    })
  },
  upsampled: (facts) => {
    if (facts.evidence.rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    const wall = clearWall(facts)
    const rate = wall && rateBefore(wall, facts.measured.sampleRate)
    return wall && rate
      ? found(0.3, rate, 'Hz', {
          certainty: wall.fallDb / 50,
          bandHz: [wall.hz, facts.measured.sampleRate / 2],
        })
      : NOT_FOUND
  },
  'lossy-source': (facts) => {
    // The few places that fit into a moment overlap: what they share looks like frames.
    if (facts.evidence.rows.length < FEWEST_WINDOWS) return notMeasured('too-short')
    // Where no frames show, nothing is known: never "lossless".
    if (!isCoded(facts)) return notMeasured('no-trace')
    const wall = clearWall(facts)
    return found(0.7, wall?.hz ?? null, wall ? 'Hz' : '', { certainty: 0.95 })
  },
} satisfies Detectors<ExaminedFacts>
