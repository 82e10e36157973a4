import { descriptorOf } from '../../session/catalogue'
import type { Lane } from './reduction-history'

/** A band's name: its module's, with its number where there are several. */
export const laneLabel = ({ moduleId, band, bandCount }: Lane): string => {
  const label = descriptorOf(moduleId)?.label ?? moduleId
  return bandCount > 1 ? `${label} ${band + 1}` : label
}
