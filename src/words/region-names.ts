import type { RegionId } from '../mastering/matching/tone-difference'

/** Parts of the spectrum as a musician calls them. */
export const REGION_NAMES: Readonly<Record<RegionId, string>> = {
  sub: 'Sub',
  bass: 'Bass',
  'low-mids': 'Low mids',
  mids: 'Mids',
  presence: 'Presence',
  air: 'Air',
}
