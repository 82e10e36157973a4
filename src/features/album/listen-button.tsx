import { Play, Square } from 'lucide-react'
import type { AlbumPlace } from '../../session/album/album-listening'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'

export interface ListenButtonProps {
  readonly place: AlbumPlace
  /** Accessible name while it does not play. */
  readonly label: string
  readonly title: string
  readonly disabled: boolean
}

/** Plays a part of the album as it will be exported, and stops it. */
export const ListenButton = ({ place, label, title, disabled }: ListenButtonProps) => {
  const session = useSession()
  const heard = useStudio((state) => state.albumHeard)
  const studioPlays = useStudio((state) => state.playing)
  const plays = heard === place

  const toggle = async (): Promise<void> => {
    const actions = await session.album()
    if (plays) {
      actions.stopListening()
      return
    }
    if (studioPlays) session.playback.togglePlay()
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
