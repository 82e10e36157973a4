import type { LowRow } from '../evidence/low-windows'
import { powerDb } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured, type Place } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { humOf } from './hum'
import { merged, strongestPlace } from './places'

/** Rumble beside the bass. */
const LEAST_RUMBLE_DB = -12
/** Less of it costs nobody headroom, and less bass is none. */
const LEAST_POWER_DB = -60
const WIDE_BASS_DB = -6
const WIDE_PLACE_GAP_SECONDS = 4

const evenRows = ({ evidence: { low } }: ExaminedFacts): readonly LowRow[] =>
  low.filter(({ isQuiet }) => !isQuiet)

const total = (rows: readonly LowRow[], of: 'subsonic' | 'bass' | 'mid' | 'side'): number =>
  rows.reduce((sum, row) => sum + row[of], 0)

const placesOf = (rows: readonly LowRow[], sampleRate: number): readonly Place[] =>
  merged(
    rows.map(({ startFrame, seconds }) => ({
      startSeconds: startFrame / sampleRate,
      endSeconds: startFrame / sampleRate + seconds,
    })),
    WIDE_PLACE_GAP_SECONDS,
  )

export const LOW_END_DETECTORS = {
  subsonic: (facts) => {
    const rows = evenRows(facts)
    if (rows.length === 0) return notMeasured('too-short')
    const rumble = total(rows, 'subsonic')
    const db = powerDb(rumble) - powerDb(total(rows, 'bass'))
    if (db <= LEAST_RUMBLE_DB || powerDb(rumble / rows.length) < LEAST_POWER_DB) return NOT_FOUND
    return found((db - LEAST_RUMBLE_DB) / 24, db, 'dB', {
      certainty: 0.8,
      bandHz: [5, 25],
      places: strongestPlace(rows, (row) => row.subsonic, facts.measured),
    })
  },
  hum: (facts) => {
    if (facts.evidence.low.length === 0) return notMeasured('too-short')
    const hum = humOf(facts.evidence.low)
    if (!hum) return NOT_FOUND
    return found(0.3 + (hum.db + 90) / 100, hum.hz, 'Hz', {
      certainty: 0.8,
      bandHz: [hum.hz - 1, hum.hz + 1],
      places: placesOf(hum.rows, facts.measured.sampleRate),
    })
  },
  'wide-bass': (facts) => {
    if (facts.measured.channelCount < 2) return notMeasured('mono')
    const rows = evenRows(facts)
    if (rows.length === 0) return notMeasured('too-short')
    const mid = total(rows, 'mid')
    const side = total(rows, 'side')
    if (powerDb((mid + side) / rows.length) < LEAST_POWER_DB) return notMeasured('too-little')
    const db = powerDb(side) - powerDb(mid)
    if (db <= WIDE_BASS_DB) return NOT_FOUND
    const wide = rows.filter((row) => powerDb(row.side) - powerDb(row.mid) > WIDE_BASS_DB)
    return found((db - WIDE_BASS_DB + 3) / 20, db, 'dB', {
      certainty: 0.9,
      bandHz: [20, 120],
      places: placesOf(wide, facts.measured.sampleRate),
    })
  },
} satisfies Detectors<ExaminedFacts>
