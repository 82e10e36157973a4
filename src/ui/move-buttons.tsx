import { ArrowDown, ArrowUp } from 'lucide-react'
import { IconButton } from './icon-button'

export interface MoveButtonsProps {
  /** Of what is moved. */
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (step: -1 | 1) => void
}

/** Moves a row of an ordered list up or down by one. */
export const MoveButtons = ({ name, isFirst, isLast, onMove }: MoveButtonsProps) => (
  <>
    <IconButton
      label={`Move ${name} up`}
      title="Up"
      disabled={isFirst}
      onClick={() => onMove(-1)}
      icon={ArrowUp}
      size={14}
      className="small quiet"
    />
    <IconButton
      label={`Move ${name} down`}
      title="Down"
      disabled={isLast}
      onClick={() => onMove(1)}
      icon={ArrowDown}
      size={14}
      className="small quiet"
    />
  </>
)
