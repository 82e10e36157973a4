import { BALANCE_DETECTORS } from './balance'
import { BANDWIDTH_DETECTORS } from './bandwidth'
import { CHANNEL_DETECTORS } from './channels'
import { CLICK_DETECTORS } from './clicks'
import { CLIPPING_DETECTORS } from './clipping'
import { DROPOUT_DETECTORS } from './dropouts'
import { END_DETECTORS } from './ends'
import { LEVEL_DETECTORS } from './levels'
import { LIMITING_DETECTORS } from './limiting'
import { LOW_END_DETECTORS } from './low-end'
import { RESONANCE_DETECTORS } from './resonance'
import { SIBILANCE_DETECTORS } from './sibilance'
import { WORD_LENGTH_DETECTORS } from './word-length'

/** For tracks that were searched; these answers go before those of MEASURED_DETECTORS. Findings that weigh alike are told in this order. */
export const EXAMINED_DETECTORS = {
  ...CLIPPING_DETECTORS,
  ...LIMITING_DETECTORS,
  ...BANDWIDTH_DETECTORS,
  ...WORD_LENGTH_DETECTORS,
  ...LOW_END_DETECTORS,
  ...CHANNEL_DETECTORS,
  ...CLICK_DETECTORS,
  ...DROPOUT_DETECTORS,
  ...LEVEL_DETECTORS,
  ...END_DETECTORS,
  ...SIBILANCE_DETECTORS,
  ...BALANCE_DETECTORS,
  ...RESONANCE_DETECTORS,
}
