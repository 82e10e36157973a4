import { bell, highShelf } from '../../../dsp/filters/filter-design'
import { BED_RATE } from './bed-rate'
import { broughtTo } from './brought-to'
import { equalised, three } from './changes'
import { hissing } from './hissing'
import { BOTH, type Seed } from './seed'

/** Faults of the sound; those of tone as so many dB over what is usual. */
export const SOUND_SEEDS: readonly Seed[] = [
  { kind: 'sibilance', on: BOTH, degrees: three([-8, 0, 6], hissing) },
  {
    kind: 'harshness',
    on: ['noise'],
    degrees: three([5.5, 6.8, 8.4], (overDb) =>
      broughtTo('harshness', overDb, (db) => bell(3200, db, 0.8, BED_RATE)),
    ),
  },
  {
    kind: 'mud',
    on: ['noise'],
    degrees: three([5.4, 6.3, 7.7], (overDb) =>
      broughtTo('mud', overDb, (db) => bell(280, db, 0.9, BED_RATE)),
    ),
  },
  {
    kind: 'boom',
    on: ['noise'],
    degrees: three([6.6, 8.8, 11.6], (overDb) =>
      broughtTo('boom', overDb, (db) => bell(113, db, 0.9, BED_RATE)),
    ),
  },
  {
    kind: 'air',
    on: ['noise'],
    // Dull, bright, dull: clean mixes differ most in how bright they are.
    degrees: three([-8.7, 19.6, -10.8], (overDb) =>
      broughtTo('air', overDb, (db) => highShelf(8000, db, 0.7, BED_RATE)),
    ),
  },
  {
    kind: 'sub',
    on: ['noise'],
    degrees: three([11.2, 12.8, 15.1], (overDb) =>
      broughtTo('sub', overDb, (db) => bell(38, db, 0.8, BED_RATE)),
    ),
  },
  {
    kind: 'resonance',
    on: ['noise'],
    degrees: three([10, 14, 18], (db) => equalised(bell(2500, db, 20, BED_RATE))),
  },
]
