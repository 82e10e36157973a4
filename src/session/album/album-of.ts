import type { Album, AlbumTrack } from '../../album/album'
import { type Arrangement, arrange } from '../../album/arrange'
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
export const plannedDisc = (album: Album, tracks: readonly TrackState[]): Disc =>
  discOf(album, plannedArrangement(album, tracks, CD_RATE_HZ, LEAD_IN_S))

/** Where everything would lie at a rate (Hz) behind `leadInS` of silence, by the lengths of the tracks alone. */
export const plannedArrangement = (
  album: Album,
  tracks: readonly TrackState[],
  sampleRate: number,
  leadInS: number,
): Arrangement => {
  const lengthOf = ({ trackId }: AlbumTrack): number => {
    const facts = tracks.find(({ id }) => id === trackId)?.facts
    return facts ? deliveredFrames(facts.lengthFrames, facts.sampleRate, sampleRate) : 0
  }
  const silent = (track: AlbumTrack) => ({
    sampleRate,
    channelCount: 2,
    lengthFrames: lengthOf(track),
    read: () => 0,
  })
  return arrange(album, sampleRate, silent, 1, leadInS)
}
