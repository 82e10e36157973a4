import { editedTags, NO_TAG_EDITS } from '../../core/tag-edits'
import type { Tags, TextTag } from '../../core/tags'
import type { TrackId } from '../../core/track'
import type { TrackFacts } from '../../core/track-facts'
import type { Studio } from '../../store/studio'
import { NOT_A_COVER } from '../../words/sentences'

export interface Tagging {
  setText(track: TrackId, field: TextTag, value: string): void
  /** A JPEG or PNG file as the cover; anything else is refused with a word. */
  replaceCover(track: TrackId, file: File): Promise<void>
  removeCover(track: TrackId): void
}

/** Every format holds these two. */
const COVER_TYPES: readonly (readonly [mimeType: string, begin: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
]

/** What is written into a track's file: its own tags with a person's over them. */
export const tagsOf = (
  studio: Studio,
  id: TrackId,
  facts: TrackFacts | null | undefined = studio.trackOf(id)?.facts,
): Tags => editedTags(facts?.tags ?? {}, studio.getState().tagEdits[id] ?? NO_TAG_EDITS)

/** Keeps what a person changes of the tags of each track. */
export const createTagging = (studio: Studio): Tagging => {
  const before = (id: TrackId) => studio.getState().tagEdits[id] ?? NO_TAG_EDITS
  return {
    setText(id, field, value) {
      const edits = before(id)
      studio.setTagEdits(id, { ...edits, texts: { ...edits.texts, [field]: value } })
    },
    async replaceCover(id, file) {
      const bytes = new Uint8Array(await file.arrayBuffer().catch(() => new ArrayBuffer(0)))
      const found = COVER_TYPES.find(([, begin]) => begin.every((byte, at) => bytes[at] === byte))
      if (!found) studio.notify('error', NOT_A_COVER)
      else studio.setTagEdits(id, { ...before(id), cover: { mimeType: found[0], bytes } })
    },
    removeCover(id) {
      studio.setTagEdits(id, { ...before(id), cover: null })
    },
  }
}
