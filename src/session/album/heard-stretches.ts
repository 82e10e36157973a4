import type { Album } from '../../album/album'
import type { AlbumHeard } from '../../store/album'
import type { TrackState } from '../../store/tracks'
import { plannedArrangement } from './album-of'
import type { Stretch } from './heard-pieces'

/** What is heard of a transition before the next track begins, its gap apart, and after. */
const BEFORE_START_S = 8
const AFTER_START_S = 8

/**
 * What is written to be heard, in frames at `sampleRate`: for the whole album a stretch for each track, from where it
 * begins to where the next does, so that the first is heard before the last is made; else the way into a track.
 */
export const heardStretches = (
  album: Album,
  tracks: readonly TrackState[],
  sampleRate: number,
  place: AlbumHeard['place'],
): readonly Stretch[] => {
  const { startFrames, lengthFrames } = plannedArrangement(album, tracks, sampleRate, 0)
  if (place === 'whole') {
    const cuts = [0, ...startFrames.slice(1), lengthFrames]
    return cuts
      .slice(1)
      .map((endFrame, index) => ({ fromFrame: cuts[index] ?? 0, toFrame: endFrame }))
      .filter((stretch) => stretch.toFrame > stretch.fromFrame)
  }
  const at = album.tracks.findIndex(({ trackId }) => trackId === place)
  const startFrame = startFrames[at] ?? 0
  const gapS = Math.max(0, album.tracks[at]?.gapBeforeS ?? 0)
  const fromFrame = startFrame - Math.round((BEFORE_START_S + gapS) * sampleRate)
  const toFrame = startFrame + Math.round(AFTER_START_S * sampleRate)
  return [{ fromFrame: Math.max(0, fromFrame), toFrame: Math.min(lengthFrames, toFrame) }]
}
