import { expect, it } from 'vitest'
import { readZip } from '../../../e2e/support/read-zip'
import { crc32Of } from './crc32-of'
import { type ZipEntry, zipOf, zipParts } from './zip'

const MODIFIED = new Date(2026, 10, 28, 9, 30, 20)
const GIB_5 = 5 * 2 ** 30

const entryOf = async (name: string, file: Blob): Promise<ZipEntry> => ({
  name,
  file,
  crc32: await crc32Of(file),
  modified: MODIFIED,
})
const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer())

it('is read back by a reader of its own: names in any script, every byte', async () => {
  const texts = { 'Fünf – 日本 🎚.wav': 'one', 'b.wav': '', 'c.flac': 'x'.repeat(100_000) }
  const entries = await Promise.all(
    Object.entries(texts).map(([name, text]) => entryOf(name, new Blob([text]))),
  )
  const files = readZip(await bytesOf(zipOf(entries)))
  expect(files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual(Object.entries(texts))
})

it('is an archive without files for no files', async () => {
  expect(readZip(await bytesOf(zipOf([])))).toEqual([])
})

it('counts more files than 16 bits can', async () => {
  const file = new Blob(['a'])
  const crc32 = await crc32Of(file)
  const entries = Array.from({ length: 66_000 }, (_, i) => ({
    name: `${i}`,
    file,
    crc32,
    modified: MODIFIED,
  }))
  expect(readZip(await bytesOf(zipOf(entries)))).toHaveLength(66_000)
})

it('says sizes and places beyond 4 GiB in 64 bits', async () => {
  // It has a size and no bytes: the headers stand around it all the same.
  const large = Object.defineProperty(new Blob([]), 'size', { value: GIB_5 })
  const far = await entryOf('far', new Blob(['far']))
  const parts = zipParts([{ name: 'large', file: large, crc32: 0, modified: MODIFIED }, far])
  const farAt = 30 + 'large'.length + 20 + GIB_5
  const tail = await bytesOf(new Blob(parts.slice(2)))
  expect(tail.toString('latin1', 0, 4)).toBe('PK\u0003\u0004')
  const central = tail.indexOf('PK\u0001\u0002', 0, 'latin1')
  const field = central + 46 + 'large'.length
  expect(tail.readUInt32LE(central + 24)).toBe(0xffff_ffff)
  expect([tail.readUInt16LE(field), tail.readUInt16LE(field + 2)]).toEqual([1, 16])
  expect(Number(tail.readBigUInt64LE(field + 4))).toBe(GIB_5)
  const second = tail.indexOf('PK\u0001\u0002', central + 4, 'latin1')
  expect(tail.readUInt32LE(second + 42)).toBe(0xffff_ffff)
  expect(Number(tail.readBigUInt64LE(second + 46 + 'far'.length + 4))).toBe(farAt)
  const end = tail.indexOf('PK\u0006\u0006', 0, 'latin1')
  expect(Number(tail.readBigUInt64LE(end + 32))).toBe(2)
  expect(Number(tail.readBigUInt64LE(end + 48))).toBe(farAt + central)
})
