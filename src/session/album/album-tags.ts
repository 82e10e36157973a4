import type { Album } from '../../album/album'
import type { Tags } from '../../core/tags'
import type { TrackId } from '../../core/track'

/** What the file of each track says: its own tags, and its place on the album. */
export const albumTags = (
  { title, performer, ean13, tracks }: Album,
  tagsOf: (id: TrackId) => Tags,
): readonly Tags[] =>
  tracks.map(({ trackId, isrc }, at) => ({
    ...tagsOf(trackId),
    ...(title ? { album: title } : {}),
    ...(performer ? { albumArtist: performer } : {}),
    ...(ean13 ? { barcode: ean13 } : {}),
    ...(isrc ? { isrc } : {}),
    track: `${at + 1}/${tracks.length}`,
  }))
