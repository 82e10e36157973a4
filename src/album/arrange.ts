import type { PcmReader } from '../core/pcm-store'
import type { Album, AlbumTrack } from './album'
import { CD_FRAMES_PER_SECOND } from './cd-time'
import type { Fade } from './fade'
import type { Part } from './programme'

export interface Arrangement {
  readonly parts: readonly Part[]
  /** Where each track begins, in frames of the programme: on a CD frame, so that every cut can be pressed. */
  readonly startFrames: readonly number[]
  readonly lengthFrames: number
}

/**
 * Where everything lies in the joined programme. `audioOf` gives each track's finished audio at
 * `sampleRate`; `leadInS` of silence goes ahead of the first (2 s on a CD). Tracks begin on multiples of
 * 1/75 s, and the programme is filled up to one, so that it can be cut there without a seam.
 */
export const arrange = (
  { tracks }: Album,
  sampleRate: number,
  audioOf: (track: AlbumTrack) => PcmReader,
  gain = 1,
  leadInS = 0,
): Arrangement => {
  const grid = sampleRate / CD_FRAMES_PER_SECOND
  const onGrid = (frames: number) => Math.round(Math.ceil(frames / grid - 1e-9) * grid)
  const framesOf = (seconds: number) => Math.round(seconds * sampleRate)
  const parts: Part[] = []
  let end = 0
  for (const [index, track] of tracks.entries()) {
    const audio = audioOf(track)
    const fromFrame = Math.min(framesOf(track.trimStartS), audio.lengthFrames)
    const toFrame = Math.max(fromFrame, audio.lengthFrames - framesOf(track.trimEndS))
    const gapFrames = index === 0 ? framesOf(leadInS) : framesOf(track.gapBeforeS)
    const atFrame = onGrid(Math.max(parts.at(-1)?.atFrame ?? 0, end + gapFrames))
    const overlapFrames = index === 0 ? 0 : Math.max(0, end - atFrame)
    const before = parts.at(-1)
    if (before && overlapFrames > 0)
      parts[parts.length - 1] = { ...before, fadeOut: fadeOf(overlapFrames, track.curve) }
    const fadeInFrames = Math.max(overlapFrames, framesOf(track.fadeInS))
    parts.push({
      audio,
      fromFrame,
      toFrame,
      atFrame,
      fadeIn: fadeOf(fadeInFrames, track.curve),
      fadeOut: fadeOf(framesOf(track.fadeOutS), track.curve),
      gain,
    })
    end = Math.max(end, atFrame + toFrame - fromFrame)
  }
  return { parts, startFrames: parts.map(({ atFrame }) => atFrame), lengthFrames: onGrid(end) }
}

const fadeOf = (lengthFrames: number, curve: Fade['curve']): Fade => ({ lengthFrames, curve })
