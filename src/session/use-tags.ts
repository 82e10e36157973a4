import { useMemo } from 'react'
import { editedTags, NO_TAG_EDITS } from '../core/tag-edits'
import type { Tags } from '../core/tags'
import type { TrackId } from '../core/track'
import { useStudio } from '../store/use-studio'

/** Of all open tracks. */
export const useAllTags = (): readonly Tags[] => {
  const tracks = useStudio((state) => state.tracks)
  const edits = useStudio((state) => state.tagEdits)
  return useMemo(
    () => tracks.map(({ id, facts }) => editedTags(facts?.tags ?? {}, edits[id] ?? NO_TAG_EDITS)),
    [tracks, edits],
  )
}

/** The tags of a track as its next file will have them; texts as they are being typed. */
export const useTags = (id: TrackId): Tags => {
  const own = useStudio(({ tracks }) => tracks.find((track) => track.id === id)?.facts?.tags)
  const edits = useStudio(({ tagEdits }) => tagEdits[id]) ?? NO_TAG_EDITS
  return useMemo(() => ({ ...editedTags(own ?? {}, edits), ...edits.texts }), [own, edits])
}
