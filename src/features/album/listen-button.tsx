import { Play, Square } from 'lucide-react'
import { useSession } from '../../session/use-session'
import type { AlbumHeard } from '../../store/album'
import { useStudio } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'

export interface ListenButtonProps {
  readonly place: AlbumHeard['place']
  /** Accessible name while it does not play. */
  readonly label: string
  readonly title: string
  readonly disabled: boolean
}

/** Plays a part of the album as it will be exported, and stops it. */
export const ListenButton = ({ place, label, title, disabled }: ListenButtonProps) => {
  const session = useSession()
  const plays = useStudio((state) => state.albumHeard?.place === place)

  const toggle = async (): Promise<void> => {
    const actions = await session.album()
    if (plays) {
      actions.stopListening()
      return
    }
    await actions.listen(place)
  }

  return (
    <IconButton
      label={plays ? `Stop: ${label}` : label}
      title={plays ? 'Stop' : title}
      icon={plays ? Square : Play}
      size={14}
      className="small"
      disabled={disabled}
      onClick={() => void toggle()}
    />
  )
}
