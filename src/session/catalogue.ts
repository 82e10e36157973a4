/** What there is to choose from, for panels: they know no module, destination or style by name. */
import { type BandGrid, FINE_BANDS, THIRD_BANDS } from '../analysis/spectrum'
import { equaliserResponseDb } from '../chain/modules/equaliser/index'
import { descriptorOf } from '../chain/registry'
import { CEILING_DBTP_SPEC, INTENSITY_PERCENT_SPEC, TARGET_LUFS_SPEC } from '../chain/target-specs'
import { deliveryRatesHz } from '../mastering/delivery-rates'
import {
  CUSTOM_ID,
  DESTINATIONS,
  destinationOf,
  predictedPlaybackGainDb,
} from '../mastering/proposal/destinations'
import { DEFAULT_INTENSITY_PERCENT, STYLES } from '../mastering/proposal/styles'

export type { BandGrid }
export {
  CEILING_DBTP_SPEC,
  CUSTOM_ID,
  DEFAULT_INTENSITY_PERCENT,
  DESTINATIONS,
  deliveryRatesHz,
  descriptorOf,
  destinationOf,
  equaliserResponseDb,
  FINE_BANDS,
  INTENSITY_PERCENT_SPEC,
  predictedPlaybackGainDb,
  STYLES,
  TARGET_LUFS_SPEC,
  THIRD_BANDS,
}
