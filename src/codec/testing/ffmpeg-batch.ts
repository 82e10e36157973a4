import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands'

/** Files that ffmpeg writes into a folder by one start, which is dearer than a little audio is. */
export interface FfmpegBatch {
  /** A file that is to be written from a source, as it is called; what was written. */
  readonly want: (name: string, source: string, args: readonly string[]) => () => Uint8Array
  /** Writes all that is wanted; `fileOf`: the file of a source. Once, before the first is read. */
  readonly write: (fileOf: (source: string) => Uint8Array) => void
}

export const ffmpegBatch = (folder: string): FfmpegBatch => {
  const wanted: (readonly [path: string, source: string, args: readonly string[]])[] = []
  return {
    want: (name, source, args) => {
      const path = join(folder, `${wanted.length}-${name}`)
      wanted.push([path, source, args])
      return () => new Uint8Array(readFileSync(path))
    },
    write: (fileOf) => {
      const sources = [...new Set(wanted.map(([, source]) => source))]
      const inputs = sources.flatMap((source, k) => {
        const path = join(folder, `source-${k}`)
        writeFileSync(path, fileOf(source))
        return ['-i', path]
      })
      const outputs = wanted.flatMap(([path, source, args]) => [
        ...['-map', `${sources.indexOf(source)}:a`, ...args],
        path,
      ])
      run('ffmpeg', ['-y', ...inputs, ...outputs])
    },
  }
}
