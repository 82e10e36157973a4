import { crc32 } from 'node:zlib'

export interface ZippedFile {
  readonly name: string
  readonly bytes: Buffer
}

const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50

/**
 * The files of an archive whose files are stored, read from its end as PKWARE's APPNOTE says. Throws where two places
 * that say the same differ, where a checksum does not hold, and where bytes belong to nothing.
 */
export const readZip = (zip: Buffer): readonly ZippedFile[] => {
  const { count, start, endAt } = directoryOf(zip)
  const files: ZippedFile[] = []
  let at = start
  let expected = 0
  for (let i = 0; i < count; i++) {
    must(zip.readUInt32LE(at) === CENTRAL, 'an entry of the directory')
    const nameLength = zip.readUInt16LE(at + 28)
    const extraLength = zip.readUInt16LE(at + 30)
    const name = zip.subarray(at + 46, at + 46 + nameLength)
    must((zip.readUInt16LE(at + 8) & 0x800) !== 0, 'names in UTF-8')
    must(zip.readUInt16LE(at + 10) === 0, 'stored files')
    const extra = zip.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const wide = wideNumbers(extra)
    const size = widened(zip.readUInt32LE(at + 24), wide)
    must(widened(zip.readUInt32LE(at + 20), wide) === size, 'stored size')
    const offset = widened(zip.readUInt32LE(at + 42), wide)
    must(offset === expected, 'files that follow each other')
    const local = zip.subarray(offset, offset + 30)
    must(local.toString('latin1', 0, 4) === 'PK\u0003\u0004', 'a local header')
    // Version, flags, method, time, date, checksum and sizes: both places say the same.
    must(local.subarray(4, 26).equals(zip.subarray(at + 6, at + 28)), 'one header like the other')
    const dataAt = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    must(zip.subarray(offset + 30, offset + 30 + nameLength).equals(name), 'one name')
    const bytes = zip.subarray(dataAt, dataAt + size)
    must(crc32(bytes) === zip.readUInt32LE(at + 16), `the checksum of ${name}`)
    files.push({ name: name.toString('utf8'), bytes })
    expected = dataAt + size
    at += 46 + nameLength + extraLength + zip.readUInt16LE(at + 32)
  }
  must(expected === start && at === endAt, 'nothing between')
  return files
}

const directoryOf = (zip: Buffer) => {
  const end = zip.length - 22
  must(zip.readUInt32LE(end) === END, 'the end record, without a comment')
  const [count, bytes, start] = [
    zip.readUInt16LE(end + 10),
    zip.readUInt32LE(end + 12),
    zip.readUInt32LE(end + 16),
  ]
  if (count < 0xffff && start < 0xffff_ffff) {
    must(start + bytes === end, 'the directory ahead of the end record')
    return { count, start, endAt: end }
  }
  const end64 = Number(zip.readBigUInt64LE(end - 12))
  must(zip.readUInt32LE(end64) === END_64, 'the ZIP64 end record')
  const wideStart = Number(zip.readBigUInt64LE(end64 + 48))
  return { count: Number(zip.readBigUInt64LE(end64 + 32)), start: wideStart, endAt: end64 }
}

const wideNumbers = (extra: Buffer): number[] =>
  extra.length >= 4 && extra.readUInt16LE(0) === 1
    ? Array.from({ length: extra.readUInt16LE(2) / 8 }, (_, i) =>
        Number(extra.readBigUInt64LE(4 + i * 8)),
      )
    : []

const widened = (value: number, wide: number[]): number =>
  value === 0xffff_ffff ? (wide.shift() ?? value) : value

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`not a good archive: ${what} is missing`)
}
