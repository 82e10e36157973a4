import type { PlaybackMix } from '../../monitor/page/player'
import type { Room } from '../../monitor/protocol/room'
import { heardReference } from '../../store/select'
import type { StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import { createAlbumDelivered } from './album-delivered'
import type { LiveRecipe } from './live-recipe'
import { levelledGain, matchedGains } from './matched-gains'
import { deliveredAs, deliveredMaster, gainsOf, isByAlbum, playedAs } from './play-as'

/** How loud everything is that can be listened to, linear, and in which room. */
export interface HeardLevels {
  readonly gains: Omit<PlaybackMix, 'signal'>
  readonly room: Room | null
  readonly referenceGain: number
  readonly referenceRoom: Room | null
}

const albumOf = createAlbumDelivered()

/**
 * What the page's "Match loudness" and "Play as" come to for a track whose master is `live`. `isPreview`: a target is
 * looked for, at equal loudness whatever the page says. A service sets the levels itself, but not then.
 */
export const heardLevels = (
  state: StudioState,
  track: TrackState | undefined,
  live: LiveRecipe | null,
  isPreview: boolean,
): HeardLevels => {
  const original = track?.analysis ? deliveredAs(track.analysis) : null
  const master = live && deliveredMaster(live, track?.master ?? null)
  const album = isByAlbum(state.playAs) ? albumOf(state.tracks) : null
  const { gainDb, room } = playedAs(
    state.playAs,
    album?.original ?? original,
    album?.master ?? master,
  )
  const isService = gainDb !== null
  const isMatched = state.matchLoudness || isPreview
  const originalLufs = original?.integratedLufs ?? null
  const masterLufs = master?.integratedLufs ?? null
  const referenceLufs = heardReference(state)?.fingerprint.integratedLufs ?? null
  const gains =
    gainDb && !isPreview
      ? gainsOf(gainDb)
      : matchedGains(isMatched, originalLufs, masterLufs, referenceLufs)
  return {
    gains,
    room: isPreview && isService ? null : room,
    referenceGain:
      isMatched || isService ? levelledGain(referenceLufs, masterLufs, gains.masterGain) : 1,
    referenceRoom: isService ? null : room,
  }
}
