import type { TrackId } from '../../core/track'
import type { DeliverySettings } from '../../delivery/settings'
import type { Studio } from '../../store/studio'
import { fileStems } from '../../words/file-names'
import { trackNames } from '../../words/track-names'
import { tagsOf } from './tagging'

/** The name of a track's exported file without its extension, by the page's template: no two tracks have the same. */
export const masterStem = (
  studio: Studio,
  id: TrackId,
  { sampleRate }: Pick<DeliverySettings, 'sampleRate'>,
): string => {
  const { tracks, recipes, nameTemplate } = studio.getState()
  const names = trackNames(tracks)
  const fields = tracks.map((track) => ({
    id: track.id,
    name: names.get(track.id)?.stem ?? track.name,
    tags: tagsOf(studio, track.id),
    targetLufs: recipes[track.id]?.present.targetLufs ?? null,
    sampleRate: sampleRate === 'source' ? (track.facts?.sampleRate ?? 0) : sampleRate,
  }))
  return fileStems(nameTemplate, fields).get(id) ?? 'master'
}
