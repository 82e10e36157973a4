import type { Fade } from './fade'

/** An album as a person arranges it: plain data, in order. */
export interface AlbumTrack {
  /** The open track whose master is meant. */
  readonly trackId: string
  readonly title: string
  readonly performer: string
  readonly isrc: string | null
  /** Silence ahead of the track, seconds; below 0 it overlaps the track before it by as much (a crossfade). */
  readonly gapBeforeS: number
  /** Taken off the start and the end, seconds. */
  readonly trimStartS: number
  readonly trimEndS: number
  readonly fadeInS: number
  readonly fadeOutS: number
  readonly curve: Fade['curve']
}

export interface Album {
  readonly title: string
  readonly performer: string
  readonly ean13: string | null
  readonly tracks: readonly AlbumTrack[]
}
