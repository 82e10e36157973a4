import { descriptorOf } from '../../chain/registry'
import type { Row } from './reduction-history'

/** A band's name: its module's, with its number where there are several. */
export const rowLabel = ({ moduleId, band, bandCount }: Row): string => {
  const label = descriptorOf(moduleId)?.label ?? moduleId
  return bandCount > 1 ? `${label} ${band + 1}` : label
}
