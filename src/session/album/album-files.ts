import { cdText } from '../../album/cd-text'
import { cueSheet } from '../../album/cue-sheet'
import { DDP_FILES, ddpId, ddpMap, ddpPq } from '../../album/ddp/ddp-fileset'
import type { Disc } from '../../album/disc'
import { pqSheet } from '../../album/pq-sheet'
import { fileName } from '../../words/file-names'
import { numbered } from '../../words/track-names'
import { md5Of } from './md5-of'

/** A file of what is handed out. */
export interface NamedFile {
  readonly name: string
  readonly file: Blob
}

/** CD sectors hold this many bytes of audio. */
const SECTOR_BYTES = 2352

/** "01 Title.flac" for each track; no two have the same name. */
export const trackFiles = (
  files: readonly Blob[],
  extension: string,
  { tracks }: Pick<Disc, 'tracks'>,
): readonly NamedFile[] => {
  const taken = new Set<string>()
  return files.map((file, at) => {
    const number = String(at + 1).padStart(2, '0')
    const stem = fileName(`${number} ${tracks[at]?.title ?? ''}`)
    return { name: `${numbered(stem, taken)}.${extension}`, file }
  })
}

/** One WAV file and its cue sheet. */
export const cueFiles = (programme: Blob, disc: Disc, name: string): readonly NamedFile[] => [
  { name: `${name}.wav`, file: programme },
  { name: `${name}.cue`, file: new Blob([cueSheet(disc, `${name}.wav`)]) },
]

/**
 * A DDP 2.00 fileset of a 16-bit 44.1 kHz WAV file of the programme, with its checksums and a PQ sheet to print. null
 * where the texts cannot be CD-Text; `internal` faults throw.
 */
export const ddpFiles = async (programme: Blob, disc: Disc): Promise<readonly NamedFile[]> => {
  const text = cdText(disc)
  const textBytes = text.status === 'written' ? text.bytes : new Uint8Array(0)
  // The samples are the last thing in the file.
  const image = programme.slice(programme.size - disc.leadOutCdFrames * SECTOR_BYTES)
  const set: readonly NamedFile[] = [
    { name: DDP_FILES.id, file: new Blob([ddpId(disc)]) },
    { name: DDP_FILES.map, file: new Blob([ddpMap(disc, textBytes.length)]) },
    ...(textBytes.length > 0 ? [{ name: DDP_FILES.cdText, file: new Blob([textBytes]) }] : []),
    { name: DDP_FILES.pq, file: new Blob([ddpPq(disc)]) },
    { name: DDP_FILES.image, file: image },
  ]
  const checksums: (readonly [string, string])[] = []
  for (const { name, file } of set) checksums.push([name, await md5Of(file)])
  const list = checksums.map(([name, md5]) => `${md5} *${name}\n`).join('')
  const date = new Date().toISOString().slice(0, 10)
  const sheet = pqSheet(disc, { date, contact: '', catalogueNumber: '', checksums })
  return [
    ...set,
    { name: 'CHECKSUM.MD5', file: new Blob([list]) },
    { name: 'PQ sheet.html', file: new Blob([sheet]) },
  ]
}
