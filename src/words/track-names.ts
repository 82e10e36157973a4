import type { TrackId } from '../core/track'

/** What is taken off a name: an ending that says what kind of audio it is, and nothing else behind a dot. */
const AUDIO_EXTENSION =
  /\.(wav|wave|bwf|rf64|w64|aiff?|aifc|au|snd|caf|flac|mp[123]|mpga|og[ga]|opus|m4[ab]|mp4|aac|mov|mk[av]|webm|3gp)$/i

interface Named {
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
}

export interface TrackNames {
  /** To be read: without extension, unless that is all that tells two apart. */
  readonly label: string
  /** Accessible name: the file name, numbered where there are several alike. */
  readonly fullName: string
  /** For a file: no two tracks have the same, whatever the case of its letters. */
  readonly stem: string
}

/** Whether a file's name ends as audio does. */
export const isAudioName = (name: string): boolean => AUDIO_EXTENSION.test(name)

/** "Song.final.flac" → "Song.final"; "Mix v1.2" and ".wav" stay as they are. */
export const withoutExtension = (name: string): string => name.replace(AUDIO_EXTENSION, '') || name

/** "Song (master).flac" → "Song (master) report.html" */
export const reportName = (fileName: string, extension: string): string =>
  `${withoutExtension(fileName)} report.${extension}`

/** Names that tell all tracks apart. A track's own depend on those before it only. */
export const trackNames = (tracks: readonly Named[]): ReadonlyMap<TrackId, TrackNames> => {
  const stems = new Set<string>()
  const fullNames = new Set<string>()
  const alike = new Map<string, Set<string>>()
  for (const { name } of tracks) {
    const key = withoutExtension(name).toLowerCase()
    alike.set(key, (alike.get(key) ?? new Set()).add(name.toLowerCase()))
  }
  return new Map(
    tracks.map(({ id, name }) => {
      const stem = numbered(withoutExtension(name), stems)
      const fullName = numbered(name, fullNames)
      const endings = alike.get(withoutExtension(name).toLowerCase())?.size ?? 1
      return [id, { stem, fullName, label: endings > 1 ? fullName : stem }]
    }),
  )
}

/** A name that is not among `taken` (lower case): numbered where it is. */
export const numberedName = (name: string, taken: ReadonlySet<string>): string => {
  let unique = name
  for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${name} (${count})`
  return unique
}

/** The same, and taken from then on. */
export const numbered = (name: string, taken: Set<string>): string => {
  const unique = numberedName(name, taken)
  taken.add(unique.toLowerCase())
  return unique
}
