import { useTags } from '../../session/use-tags'
import type { TrackState } from '../../store/tracks'
import { useStudio } from '../../store/use-studio'
import { Cover } from '../../ui/cover'

/** What a track is: its title and artist where its tags say so and no other track has the same, else its file's name. */
export const TrackTitle = ({
  track,
  label,
}: {
  readonly track: TrackState
  readonly label: string
}) => {
  const { title, artist, cover } = useTags(track.id)
  const isAlone = useStudio(
    ({ tracks, tagEdits }) =>
      tracks.filter(({ id, facts }) => (tagEdits[id]?.texts.title ?? facts?.tags.title) === title)
        .length < 2,
  )
  return (
    <span className="track-title">
      {cover && <Cover picture={cover} />}
      <span className="track-name">{title && isAlone ? title : label}</span>
      {artist && <span className="track-artist">{artist}</span>}
    </span>
  )
}
