/** What the page and the file writer say to each other. */
export const AUDIO_FOLDER = 'audio'
/** Masters of a queue until they are handed out. */
export const MASTERS_FOLDER = 'masters'

export interface WriteFile {
  readonly folder: string
  readonly name: string
  readonly file: File
}

export type FileWritten =
  /** Sign of life. */
  | { readonly kind: 'written'; readonly bytes: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
