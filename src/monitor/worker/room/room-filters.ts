import { type LanePair, onBoth } from '../../../dsp/filters/biquad'
import { linkwitzRiley4 } from '../../../dsp/filters/crossover'
import {
  bell,
  butterworthHighPass,
  butterworthLowPass,
  highShelf,
  lowShelf,
} from '../../../dsp/filters/filter-design'
import { type Biquad, IDENTITY } from '../../../dsp/filters/section'
import type { Room, RoomFilter } from '../../protocol/room'

const NOTHING: Biquad = { b0: 0, b1: 0, b2: 0, a1: 0, a2: 0 }
/** Corners stay below this share of the sample rate. */
const HIGHEST_SHARE = 0.45

/**
 * A room's filters as sections for mid and side. Under mono below a frequency the side loses its low leg of a
 * Linkwitz–Riley crossover, and the mid takes the all-pass that both legs amount to, so that they stay in phase.
 */
export const roomSections = (
  { filters, monoBelowHz }: Pick<Room, 'filters' | 'monoBelowHz'>,
  sampleRate: number,
): readonly LanePair[] => [
  ...monoSections(monoBelowHz, sampleRate),
  ...filters.flatMap((filter) => sectionsOf(filter, sampleRate)).map(onBoth),
]

/** One filter of a room. */
export const sectionsOf = (filter: RoomFilter, sampleRate: number): readonly Biquad[] => {
  const freqHz = Math.min(filter.freqHz, HIGHEST_SHARE * sampleRate)
  switch (filter.kind) {
    case 'high-pass':
      return butterworthHighPass(freqHz, filter.slope, sampleRate)
    case 'low-pass':
      return butterworthLowPass(freqHz, filter.slope, sampleRate)
    case 'low-shelf':
      return [lowShelf(freqHz, filter.gainDb, filter.q, sampleRate)]
    case 'high-shelf':
      return [highShelf(freqHz, filter.gainDb, filter.q, sampleRate)]
    case 'bell':
      return [bell(freqHz, filter.gainDb, filter.q, sampleRate)]
  }
}

const monoSections = (belowHz: number | null, sampleRate: number): readonly LanePair[] => {
  if (belowHz === null) return []
  if (!Number.isFinite(belowHz)) return [{ first: IDENTITY, second: NOTHING }]
  const { high, allPass } = linkwitzRiley4(belowHz, sampleRate)
  return [
    { first: allPass, second: high },
    { first: IDENTITY, second: high },
  ]
}
