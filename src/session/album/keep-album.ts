import { readAlbum, writeAlbum } from '../../storage/album-record'
import type { PreferenceStorage } from '../../storage/preferences'
import { EMPTY_ALBUM } from '../../store/album'
import type { Studio } from '../../store/studio'

/**
 * Keeps the plan of the album over a reload: it comes back with its tracks, and only with them, so that no other
 * album gets its title or its barcode. Answers what ends that.
 */
export const keepAlbum = (studio: Studio, storage: PreferenceStorage | null): (() => void) => {
  let kept = readAlbum(storage)
  return studio.subscribe((state, before) => {
    if (kept && state.tracks !== before.tracks && state.album === EMPTY_ALBUM) {
      const { plan, trackIds } = kept
      if (state.tracks.some(({ id }) => trackIds.includes(id))) {
        kept = null
        studio.setAlbum(() => plan)
      }
    } else if (state.album !== before.album) {
      kept = null
      writeAlbum(storage, { plan: state.album, trackIds: state.tracks.map(({ id }) => id) })
    }
  })
}
