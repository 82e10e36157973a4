/** A point of the table of contents, in CD frames from the start of the image. */
export interface IndexPoint {
  /** 1…99 */
  readonly track: number
  /** 0 = the pause ahead of the track, 1 = its start, 2…99 = marks inside it. */
  readonly index: number
  readonly atCdFrames: number
}

export interface DiscTrack {
  readonly title: string
  readonly performer: string
  /** Twelve characters, checked (`parseIsrc`); null = none. */
  readonly isrc: string | null
  /** Digital copy permitted. */
  readonly copyPermitted: boolean
}

/** All that is written around the audio of a CD. */
export interface Disc {
  readonly title: string
  readonly performer: string
  /** Thirteen digits, checked (`parseBarcode`); null = none. */
  readonly ean13: string | null
  readonly tracks: readonly DiscTrack[]
  /** In order of time; every track has its index 1, track 1 its index 0 at 0. */
  readonly points: readonly IndexPoint[]
  /** Where the programme ends; the image's length. */
  readonly leadOutCdFrames: number
}

/** Where a track starts (its index 1); null for a track that has no such point. */
export const startOf = ({ points }: Disc, track: number): number | null =>
  points.find((point) => point.track === track && point.index === 1)?.atCdFrames ?? null
