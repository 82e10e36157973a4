import type { LucideIcon } from 'lucide-react'

export interface IconButtonProps {
  /** Accessible name. */
  readonly label: string
  /** Shown on hovering: the name, with its key or a reason. */
  readonly title: string
  readonly icon: LucideIcon
  /** px */
  readonly size?: number
  /** Beyond `button icon`. */
  readonly className?: string
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** A button that is a picture, with a name. */
export const IconButton = (props: IconButtonProps) => {
  const { label, title, icon: Icon, size = 16, className, disabled = false, onClick } = props
  return (
    <button
      type="button"
      className={className === undefined ? 'button icon' : `button icon ${className}`}
      aria-label={label}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={size} aria-hidden="true" />
    </button>
  )
}
