import { descriptorOf } from '../../chain/registry'
import type { Row } from './reduction-history'

/** A band's name: its module's, with its own or its number where there are several. */
export const rowLabel = ({ moduleId, band, bandCount }: Row): string => {
  const descriptor = descriptorOf(moduleId)
  const label = descriptor?.label ?? moduleId
  return bandCount > 1 ? `${label} ${descriptor?.bandNames?.[band] ?? band + 1}` : label
}
