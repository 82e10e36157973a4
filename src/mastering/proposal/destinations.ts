/** Where a master is headed: a playback level and a ceiling, not an order to make it that loud. */
export interface Destination {
  /** kebab-case; stored in recipes. */
  readonly id: string
  readonly label: string
  /** LUFS, integrated: the documented playback level, or a named default where none is documented (see `note`). */
  readonly targetLufs: number
  /** dBTP */
  readonly ceilingDbtp: number
  /** What the destination does to masters quieter than its target. */
  readonly raisesQuiet: RaisesQuiet
  /** Does it keep the level differences within an album? */
  readonly albumNormalisation: Practice
  /** How well the numbers are known. */
  readonly source: DestinationSource
  /** One line for people. */
  readonly note: string
}

export type RaisesQuiet =
  /** Turned up until the peaks reach the ceiling. */
  | 'until-ceiling'
  /** Turned up to the target, peaks held by the player's own limiter. */
  | 'with-limiter'
  | 'no'
  | 'not-documented'
  /** Plays what was delivered: never turned up or down. */
  | 'as-delivered'

export type Practice = 'yes' | 'no' | 'not-documented' | 'not-applicable'

export type DestinationSource =
  /** The service's own page. */
  | 'service'
  /** The text of a standard. */
  | 'standard'
  /** Trade press and community: not confirmed by the service. */
  | 'community'
  /** The user's own numbers. */
  | 'own'

export const CUSTOM_ID = 'custom'

/** Year and month in which the rules below were last looked up. */
export const DESTINATIONS_CHECKED = '2026-11'

/** Sources: destinations, checked as of DESTINATIONS_CHECKED against stored copies; services change without notice. Custom is last. */
export const DESTINATIONS = [
  {
    id: 'spotify',
    label: 'Spotify',
    targetLufs: -14,
    ceilingDbtp: -1,
    raisesQuiet: 'until-ceiling',
    albumNormalisation: 'yes',
    source: 'service',
    note: 'Normal playback level; louder masters are turned down, quieter ones up until peaks reach −1 dB.',
  },
  {
    id: 'spotify-loud',
    label: 'Spotify Loud',
    targetLufs: -11,
    ceilingDbtp: -2,
    raisesQuiet: 'with-limiter',
    albumNormalisation: 'yes',
    source: 'service',
    note: 'The listener’s Loud setting; Spotify asks for −2 dBTP from masters louder than −14 LUFS.',
  },
  {
    id: 'apple-music',
    label: 'Apple Music',
    targetLufs: -16,
    ceilingDbtp: -1,
    raisesQuiet: 'until-ceiling',
    albumNormalisation: 'yes',
    source: 'community',
    note: 'Sound Check level as measured by the trade press; Apple publishes no LUFS figure.',
  },
  {
    id: 'youtube',
    label: 'YouTube',
    targetLufs: -14,
    ceilingDbtp: -1,
    raisesQuiet: 'no',
    albumNormalisation: 'no',
    source: 'community',
    note: 'Louder videos are turned down, quieter ones left alone.',
  },
  {
    id: 'youtube-music',
    label: 'YouTube Music',
    targetLufs: -7,
    ceilingDbtp: -1,
    raisesQuiet: 'no',
    albumNormalisation: 'no',
    source: 'community',
    note: 'Turns down only what is louder than −7 LUFS; most music has no need to be.',
  },
  {
    id: 'amazon-music',
    label: 'Amazon Music',
    targetLufs: -14,
    ceilingDbtp: -2,
    raisesQuiet: 'not-documented',
    albumNormalisation: 'not-documented',
    source: 'community',
    note: 'Amazon documents −14 LUFS and −2 dBTP for Alexa audio; for Music it is hearsay.',
  },
  {
    id: 'tidal',
    label: 'Tidal',
    targetLufs: -14,
    ceilingDbtp: -1,
    raisesQuiet: 'no',
    albumNormalisation: 'yes',
    source: 'community',
    note: 'Turned down by album, never up.',
  },
  {
    id: 'deezer',
    label: 'Deezer',
    targetLufs: -15,
    ceilingDbtp: -1,
    raisesQuiet: 'not-documented',
    albumNormalisation: 'no',
    source: 'community',
    note: 'Normalised by track.',
  },
  {
    id: 'soundcloud',
    label: 'SoundCloud',
    targetLufs: -14,
    ceilingDbtp: -1,
    raisesQuiet: 'no',
    albumNormalisation: 'no',
    source: 'community',
    note: 'Low-rate codecs: −2 dBTP is the safer ceiling. Older sources report no normalisation.',
  },
  {
    id: 'qobuz-bandcamp',
    label: 'Qobuz, Bandcamp',
    targetLufs: -12,
    ceilingDbtp: -1,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'community',
    note: 'Played as delivered, no documented target; −12 LUFS is common practice.',
  },
  {
    id: 'cd',
    label: 'CD',
    targetLufs: -10,
    ceilingDbtp: -0.3,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'community',
    note: 'The Red Book has no loudness rule; −10 LUFS and −0.3 dBTP are common practice.',
  },
  {
    id: 'club',
    label: 'Club / DJ',
    targetLufs: -9,
    ceilingDbtp: -1,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'community',
    note: 'No rule; −9 LUFS ± 1 blends with released tracks and is common practice.',
  },
  {
    id: 'ebu-r128',
    label: 'EBU R 128',
    targetLufs: -23,
    ceilingDbtp: -1,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'standard',
    note: 'European broadcast; −2 dBTP ahead of MPEG Layer II or AC-3.',
  },
  {
    id: 'atsc-a85',
    label: 'ATSC A/85',
    targetLufs: -24,
    ceilingDbtp: -2,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'community',
    note: 'US television, −24 ± 2, from a summary of A/85:2013.',
  },
  {
    id: 'podcast',
    label: 'Podcast',
    targetLufs: -16,
    ceilingDbtp: -1,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'community',
    note: 'Apple’s audio requirements as quoted: −16 ± 1 LUFS.',
  },
  {
    id: CUSTOM_ID,
    label: 'Custom',
    targetLufs: -14,
    ceilingDbtp: -1,
    raisesQuiet: 'as-delivered',
    albumNormalisation: 'not-applicable',
    source: 'own',
    note: 'Your own target and ceiling.',
  },
] as const satisfies readonly Destination[]

export type DestinationId = (typeof DESTINATIONS)[number]['id']

export const DEFAULT_DESTINATION_ID: DestinationId = 'spotify'

/** The destination with this id, or undefined for one that this version does not know. */
export const destinationOf = (id: string): Destination | undefined =>
  DESTINATIONS.find((destination) => destination.id === id)

/**
 * Gain in dB that the destination will play a master at (sources: destinations):
 * min(target − I, and where quiet masters are raised only by the headroom they have: ceiling − TP).
 * Where raising is not done, or not documented, never above 0.
 * null where nothing is normalised, or the master has no integrated loudness (silent or too short).
 */
export const predictedPlaybackGainDb = (
  destination: Destination,
  integratedLufs: number | null,
  truePeakDbtp: number,
): number | null => {
  if (integratedLufs === null || !Number.isFinite(integratedLufs)) return null
  const toTargetDb = destination.targetLufs - integratedLufs
  switch (destination.raisesQuiet) {
    case 'until-ceiling':
      return Math.min(toTargetDb, destination.ceilingDbtp - truePeakDbtp)
    case 'with-limiter':
      return toTargetDb
    case 'no':
    case 'not-documented':
      return Math.min(toTargetDb, 0)
    case 'as-delivered':
      return null
  }
}
