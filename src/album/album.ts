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

/** The usual pause between songs; 0 is gapless. */
export const DEFAULT_GAP_S = 2

/** The longest pause and the longest crossfade that can be set, seconds. */
export const LONGEST_GAP_S = 30
export const LONGEST_CROSSFADE_S = 20
