import type { Album, AlbumTrack } from '../../album/album'
import { arrange } from '../../album/arrange'
import { CD_FRAMES_PER_SECOND } from '../../album/cd-time'
import type { Disc } from '../../album/disc'
import { discOf } from '../../album/disc-of'
import { FIRST_PAUSE_CD_FRAMES } from '../../album/red-book'
import { parseBarcode, parseIsrc } from '../../core/codes'
import { editedTags, NO_TAG_EDITS } from '../../core/tag-edits'
import { deliveredFrames } from '../../mastering/delivery-rates'
import { albumTracks, entryOf } from '../../store/album'
import type { StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import { withoutExtension } from '../../words/track-names'

export const CD_RATE_HZ = 44_100
/** Silence ahead of the first track of a CD. */
export const LEAD_IN_S = FIRST_PAUSE_CD_FRAMES / CD_FRAMES_PER_SECOND

/** What an album is made of on the page. */
export type AlbumSources = Pick<StudioState, 'album' | 'tracks' | 'tagEdits'>

/** The plan with what the tracks' tags say; codes that are none are left out. */
export const albumOf = ({ album: plan, tracks, tagEdits }: AlbumSources): Album => {
  const barcode = parseBarcode(plan.barcode)
  return {
    title: plan.title,
    performer: plan.performer,
    ean13: barcode.status === 'valid' ? barcode.ean13 : null,
    tracks: albumTracks(plan, tracks).map(({ id, name, facts }): AlbumTrack => {
      const tags = editedTags(facts?.tags ?? {}, tagEdits[id] ?? NO_TAG_EDITS)
      return {
        ...entryOf(plan, id),
        trackId: id,
        title: tags.title ?? withoutExtension(name),
        performer: tags.artist ?? '',
        isrc: parseIsrc(tags.isrc ?? ''),
        curve: 'equal-power',
      }
    }),
  }
}

/** The disc that the album would be, by the lengths of its tracks alone. */
export const plannedDisc = (album: Album, tracks: readonly TrackState[]): Disc => {
  const lengthOf = ({ trackId }: AlbumTrack): number => {
    const facts = tracks.find(({ id }) => id === trackId)?.facts
    return facts ? deliveredFrames(facts.lengthFrames, facts.sampleRate, CD_RATE_HZ) : 0
  }
  const silent = (track: AlbumTrack) => ({
    sampleRate: CD_RATE_HZ,
    channelCount: 2,
    lengthFrames: lengthOf(track),
    read: () => 0,
  })
  return discOf(album, arrange(album, CD_RATE_HZ, silent, 1, LEAD_IN_S))
}
