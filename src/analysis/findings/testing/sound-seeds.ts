import { bell, highShelf } from '../../../dsp/filters/filter-design'
import { BED_RATE } from './bed-rate'
import { broughtTo, overBeside, overUsual } from './brought-to'
import { three } from './changes'
import { hissingOver } from './hissing'
import { BOTH, type Seed } from './seed'

/** In the middle of a twenty-fourth of an octave. */
const LINE_HZ = 2503

/** Faults of the sound: as so many dB over what is usual, or over what is beside them. */
export const SOUND_SEEDS: readonly Seed[] = [
  { kind: 'sibilance', on: BOTH, degrees: three([18, 22, 28], hissingOver) },
  {
    kind: 'harshness',
    on: ['noise'],
    degrees: three([5.5, 6.8, 8.4], (overDb) =>
      broughtTo(overUsual('harshness'), overDb, (db) => bell(3200, db, 0.8, BED_RATE)),
    ),
  },
  {
    kind: 'mud',
    on: ['noise'],
    degrees: three([5.4, 6.3, 7.7], (overDb) =>
      broughtTo(overUsual('mud'), overDb, (db) => bell(280, db, 0.9, BED_RATE)),
    ),
  },
  {
    kind: 'boom',
    on: ['noise'],
    degrees: three([6.6, 8.8, 11.6], (overDb) =>
      broughtTo(overUsual('boom'), overDb, (db) => bell(113, db, 0.9, BED_RATE)),
    ),
  },
  {
    kind: 'air',
    on: ['noise'],
    // Dull, bright, dull: clean mixes differ most in how bright they are.
    degrees: three([-8.7, 19.6, -10.8], (overDb) =>
      broughtTo(overUsual('air'), overDb, (db) => highShelf(8000, db, 0.7, BED_RATE)),
    ),
  },
  {
    kind: 'sub',
    on: ['noise'],
    degrees: three([11.2, 12.8, 15.1], (overDb) =>
      broughtTo(overUsual('sub'), overDb, (db) => bell(38, db, 0.8, BED_RATE)),
    ),
  },
  {
    kind: 'resonance',
    on: ['noise'],
    degrees: three([7, 9.5, 13], (overDb) =>
      broughtTo(overBeside(LINE_HZ), overDb, (db) => bell(LINE_HZ, db, 20, BED_RATE)),
    ),
  },
]
