import type { Album } from './album'
import type { Arrangement } from './arrange'
import { cdFramesOf, SAMPLES_PER_CD_FRAME } from './cd-time'
import type { Disc, IndexPoint } from './disc'

/**
 * The disc of an album arranged at 44.1 kHz: an index 0 where a pause is, an index 1 where each track
 * begins. The lead-in's silence is track 1's index 0.
 */
export const discOf = (album: Album, { parts, startFrames, lengthFrames }: Arrangement): Disc => {
  const points: IndexPoint[] = []
  for (const [at, startFrame] of startFrames.entries()) {
    const track = at + 1
    const before = parts[at - 1]
    const pauseFrom = before ? cdFramesOf(before.atFrame + before.toFrame - before.fromFrame) : 0
    const start = Math.round(startFrame / SAMPLES_PER_CD_FRAME)
    if (pauseFrom < start) points.push({ track, index: 0, atCdFrames: pauseFrom })
    points.push({ track, index: 1, atCdFrames: start })
  }
  return {
    title: album.title,
    performer: album.performer,
    ean13: album.ean13,
    tracks: album.tracks.map(({ title, performer, isrc }) => ({
      title,
      performer: performer || album.performer,
      isrc,
      copyPermitted: false,
    })),
    points,
    leadOutCdFrames: cdFramesOf(lengthFrames),
  }
}
