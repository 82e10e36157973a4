/** A finished file of the archive. */
export interface ZipEntry {
  /** Unique in the archive; any characters. */
  readonly name: string
  readonly file: Blob
  /** CRC-32 (IEEE 802.3) of its bytes. */
  readonly crc32: number
  readonly modified: Date
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const FULL_32 = 0xffff_ffff
const FULL_16 = 0xffff
const ZIP64_FIELD = 0x0001
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800
/** 2.0 = stored files, 4.5 = ZIP64. */
const VERSION = 20
const VERSION_64 = 45

/**
 * A ZIP archive of stored files (PKWARE APPNOTE 6.3.10; ZIP64 where sizes, offsets or counts ask for it). The files
 * themselves are parts of the Blob that is answered: nothing is read or copied, so that it takes no memory, however
 * large they are. No entries give an empty archive.
 */
export const zipOf = (entries: readonly ZipEntry[]): Blob =>
  new Blob([...zipParts(entries)], { type: 'application/zip' })

/** The same in pieces: headers as bytes, files as they are. */
export const zipParts = (
  entries: readonly ZipEntry[],
): readonly (Uint8Array<ArrayBuffer> | Blob)[] => {
  const parts: (Uint8Array<ArrayBuffer> | Blob)[] = []
  const central: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (const entry of entries) {
    const header = localHeader(entry)
    central.push(centralHeader(entry, offset))
    parts.push(header, entry.file)
    offset += header.length + entry.file.size
  }
  const centralBytes = central.reduce((sum, { length }) => sum + length, 0)
  return [...parts, ...central, end(entries.length, centralBytes, offset)]
}

const localHeader = (entry: ZipEntry): Uint8Array<ArrayBuffer> => {
  const { size } = entry.file
  const large = size >= FULL_32
  const extra = large ? zip64Field([size, size]) : []
  return record([
    ...u32(LOCAL_HEADER),
    ...common(entry, large),
    ...u16(extra.length),
    ...nameOf(entry),
    ...extra,
  ])
}

const centralHeader = (entry: ZipEntry, offset: number): Uint8Array<ArrayBuffer> => {
  const { size } = entry.file
  const large = size >= FULL_32
  const far = offset >= FULL_32
  const extra =
    large || far ? zip64Field([...(large ? [size, size] : []), ...(far ? [offset] : [])]) : []
  return record([
    ...u32(CENTRAL_HEADER),
    ...u16(large || far ? VERSION_64 : VERSION),
    ...common(entry, large || far, large),
    ...u16(extra.length),
    // No comment, first disk, no attributes.
    ...[...u16(0), ...u16(0), ...u16(0), ...u32(0)],
    ...u32(Math.min(offset, FULL_32)),
    ...nameOf(entry),
    ...extra,
  ])
}

/** What both headers say, from the version that is needed to the length of the name. */
const common = ({ name, file, crc32, modified }: ZipEntry, zip64: boolean, large = zip64) => [
  ...u16(zip64 ? VERSION_64 : VERSION),
  ...u16(UTF8_FLAG),
  // Stored.
  ...u16(0),
  ...dosTime(modified),
  ...u32(crc32),
  ...u32(large ? FULL_32 : file.size),
  ...u32(large ? FULL_32 : file.size),
  ...u16(utf8(name).length),
]

const end = (count: number, bytes: number, offset: number): Uint8Array<ArrayBuffer> => {
  const zip64 = count >= FULL_16 || bytes >= FULL_32 || offset >= FULL_32
  return record([
    ...(zip64 ? end64(count, bytes, offset) : []),
    ...[...u32(END), ...u16(0), ...u16(0)],
    ...[...u16(Math.min(count, FULL_16)), ...u16(Math.min(count, FULL_16))],
    ...[...u32(Math.min(bytes, FULL_32)), ...u32(Math.min(offset, FULL_32))],
    ...u16(0),
  ])
}

const end64 = (count: number, bytes: number, offset: number): readonly number[] => [
  ...[...u32(END_64), ...u64(44), ...u16(VERSION_64), ...u16(VERSION_64), ...u32(0), ...u32(0)],
  ...[...u64(count), ...u64(count), ...u64(bytes), ...u64(offset)],
  ...[...u32(LOCATOR_64), ...u32(0), ...u64(offset + bytes), ...u32(1)],
]

const zip64Field = (values: readonly number[]): readonly number[] => [
  ...u16(ZIP64_FIELD),
  ...u16(values.length * 8),
  ...values.flatMap(u64),
]

/** Local time in steps of two seconds, from 1980 on. */
const dosTime = (at: Date): readonly number[] => [
  ...u16((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)),
  ...u16((Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate()),
]

const encoder = new TextEncoder()
const utf8 = (text: string): Uint8Array => encoder.encode(text)
const nameOf = ({ name }: ZipEntry): Iterable<number> => utf8(name)
const record = (bytes: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

const u16 = (value: number): readonly number[] => [value & 255, (value >> 8) & 255]
const u32 = (value: number): readonly number[] => [
  ...u16(value & FULL_16),
  ...u16(Math.floor(value / 0x1_0000) & FULL_16),
]
/** Exact up to 2⁵³. */
const u64 = (value: number): readonly number[] => [
  ...u32(value % 0x1_0000_0000),
  ...u32(Math.floor(value / 0x1_0000_0000)),
]
