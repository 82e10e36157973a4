import type { ByteSink } from '../codec/write/audio-writer'
import type { ByteSource } from '../core/byte-source'
import type { Outcome } from '../core/outcome'
import type { Amendment, FileSpec } from './formats/format'
import type { FormatId } from './formats/registry'
import type { MeasuredFile } from './measuring-store'

/** A file that is being written, wherever the host keeps it. */
export interface FileTarget<File> extends ByteSink {
  /** Ends the file; `source` reads it again. */
  finish(): Promise<{
    readonly file: File
    readonly source: ByteSource
    readonly amend: Amend<File>
  }>
  /** What another thread measured while the file was written; null where none did. After `finish`. */
  measured(): Promise<Outcome<MeasuredFile> | null>
  /** The file will never be whole. */
  abandon(): void
}

/** The finished file with some of its bytes replaced. */
export type Amend<File> = (amendment: Amendment) => File

/** What is known of a file before it is written. */
export interface FilePlan {
  readonly format: FormatId
  readonly spec: Omit<FileSpec, 'tags'>
  /** Null where it is known at the end only: then nobody can read it while it is being written. */
  readonly sizeBytes: number | null
}
