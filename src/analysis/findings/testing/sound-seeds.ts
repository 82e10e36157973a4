import { bell, highShelf } from '../../../dsp/filters/filter-design'
import { BED_RATE } from './bed-rate'
import { equalised, three } from './changes'
import { hissing } from './hissing'
import { BOTH, type Seed } from './seed'

/** Faults of the sound. */
export const SOUND_SEEDS: readonly Seed[] = [
  { kind: 'sibilance', on: BOTH, degrees: three([-8, 0, 6], hissing) },
  {
    kind: 'harshness',
    on: ['noise'],
    degrees: three([7, 10, 14], (db) => equalised(bell(3200, db, 0.8, BED_RATE))),
  },
  {
    kind: 'mud',
    on: ['noise'],
    degrees: three([12, 14, 17], (db) => equalised(bell(280, db, 0.9, BED_RATE))),
  },
  {
    kind: 'boom',
    on: ['noise'],
    degrees: three([11, 14, 18], (db) => equalised(bell(113, db, 0.9, BED_RATE))),
  },
  {
    kind: 'air',
    on: ['noise'],
    // Dull, bright, dull: clean mixes differ most in how bright they are.
    degrees: three([-14, 20, -20], (db) => equalised(highShelf(8000, db, 0.7, BED_RATE))),
  },
  {
    kind: 'sub',
    on: ['noise'],
    degrees: three([17, 19, 22], (db) => equalised(bell(38, db, 0.8, BED_RATE))),
  },
  {
    kind: 'resonance',
    on: ['noise'],
    degrees: three([10, 14, 18], (db) => equalised(bell(2500, db, 20, BED_RATE))),
  },
]
