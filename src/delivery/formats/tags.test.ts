import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join, seededIntegers, text } from '../../codec/testing/bytes'
import { hasCommand, runWithComplaints } from '../../codec/testing/commands'
import { decodeForTest } from '../../codec/testing/open-for-test'
import { chord } from '../../codec/write/testing/write-for-test'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { Tags } from '../../core/tags'
import { decodeAacByFfmpeg } from '../../hosts/node/ffmpeg-aac'
import { memoryFileServices } from '../testing/memory-files'
import { type FileChoices, writeFile } from '../write-file'
import { FORMATS, type FormatId, formatOf } from './registry'

const services = memoryFileServices()
const LENGTH = 5_001

const store = new MemoryPcmStore(48_000, 2, false)
store.append(chord(LENGTH, 2), LENGTH)

const SIDE = 830

/** A whole PNG of noise, 2 MB: noise does not compress. */
const picture = (() => {
  const row = 1 + 3 * SIDE
  const noise = seededIntegers(SIDE * row, 8, 3)
  const pixels = Uint8Array.from(noise, (value, at) => (at % row === 0 ? 0 : value & 255))
  const chunk = (type: string, body: Uint8Array): Uint8Array => {
    const named = join(text(type), body)
    const length = Buffer.alloc(4)
    const sum = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return join(length, named, sum)
  }
  const shape = Buffer.alloc(13)
  shape.writeUInt32BE(SIDE, 0)
  shape.writeUInt32BE(SIDE, 4)
  shape.set([8, 2, 0, 0, 0], 8)
  const begin = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)
  const data = new Uint8Array(deflateSync(pixels))
  const bytes = join(
    begin,
    chunk('IHDR', shape),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array(0)),
  )
  return { mimeType: 'image/png', bytes }
})()

const TEXTS: Tags = {
  title: 'Fünf Gefühle – 日本 🎧',
  artist: 'Ann & Björk; Ćirić',
  album: '=[odd]=',
  albumArtist: 'Various',
  track: '3/10',
  disc: '1/2',
  date: '2026-11-28',
  genre: 'Rock',
  comment: 'One line,\nand another',
  composer: 'Č',
  copyright: '© 2026',
  label: 'Label',
  isrc: 'QZABC2600001',
  barcode: '0012345678905',
}

const write = async (id: FormatId, tags: Tags | undefined) => {
  const { qualities } = formatOf(id)
  const choices: FileChoices = {
    depth: '24',
    dither: 'none',
    blankSilence: true,
    quality: qualities[0]?.value ?? '',
  }
  return writeFile(store, id, choices, services, tags)
}

const bytesOf = (plane = new Float32Array(0)): Uint8Array => new Uint8Array(plane.buffer)

decodeAacByFfmpeg()
/** Node has no decoder for AAC of its own. */
const READABLE = FORMATS.map(({ id }) => id).filter((id) => id !== 'aac' || hasCommand('ffmpeg'))

const FULL: Tags = { ...TEXTS, cover: picture }
const LONG = 'y'.repeat(20_001)
const OTHERS = [
  { name: 'MOOD', value: 'Ruhig' },
  { name: 'CATALOGNUMBER', value: 'TM-1' },
]
/** Titles of odd and even lengths and long ones, with dates of every kind. */
const TITLES_AND_DATES = [
  ['a', '1999'],
  ['ab', '2026-11'],
  ['abc', '2026-11-28'],
  ['x'.repeat(300), 'Autumn 1971'],
  ['ü'.repeat(1001), undefined],
] as const

const full = new Map<FormatId, ReturnType<typeof write>>()
/** The file with all of them and a cover: written once for all that is asked of it. */
const writeFull = (id: FormatId): ReturnType<typeof write> => {
  const written = full.get(id) ?? write(id, FULL)
  full.set(id, written)
  return written
}

describe.each(READABLE)('tags in %s', (id) => {
  const read = async ({ file }: { readonly file: Uint8Array }) => decodeForTest(file)
  let whole: Awaited<ReturnType<typeof read>>
  let titled: Tags[]
  beforeAll(async () => {
    whole = await read(await writeFull(id))
    titled = []
    for (const [title, date] of TITLES_AND_DATES)
      titled.push(
        (
          await read(
            await write(id, { title, comment: LONG, others: OTHERS, ...(date && { date }) }),
          )
        ).facts.tags,
      )
  })

  it('come back as they went in: every field, letters of every alphabet', () => {
    expect(whole.facts.tags).toMatchObject(TEXTS)
  })

  it.each(TITLES_AND_DATES.map(([title], at) => [title.length, at]))(
    'of odd and even lengths, and long: %i letters',
    (_, at) => {
      const [title] = TITLES_AND_DATES[at] ?? []
      expect(titled[at]).toMatchObject({ title, comment: LONG })
    },
  )

  it('are absent where they are empty', async () => {
    const { tags } = (await read(await write(id, { title: '', artist: 'A' }))).facts
    expect(tags).toMatchObject({ artist: 'A' })
    expect(tags).not.toHaveProperty('title')
    expect(tags).not.toHaveProperty('album')
  })

  it('keep names without a field, in their order', () => {
    for (const { others } of titled) expect(others).toEqual(OTHERS)
  })

  it('keep a cover of 2 MB byte for byte', () => {
    const { cover } = whole.facts.tags
    expect(picture.bytes.length).toBeGreaterThan(2_000_000)
    expect(cover?.mimeType).toBe('image/png')
    expect(Buffer.compare(cover?.bytes ?? new Uint8Array(0), picture.bytes)).toBe(0)
  })

  it('keep dates as they are written: year, month, day, or words', () => {
    expect(titled.map(({ date }) => date)).toEqual(TITLES_AND_DATES.map(([, date]) => date))
  })

  it('leave the audio as it is without them', async () => {
    const plain = await write(id, undefined)
    expect((await writeFull(id)).checksum).toBe(plain.checksum)
    const { channels } = await read(plain)
    for (const [channel, plane] of whole.channels.entries())
      expect(Buffer.compare(bytesOf(plane), bytesOf(channels[channel]))).toBe(0)
  })
})

describe.skipIf(!hasCommand('ffprobe'))('tags as ffprobe reads them', () => {
  const folder = mkdtempSync(pathOf(tmpdir(), 'tags-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const probe = async (id: FormatId) => {
    const path = pathOf(folder, `a.${formatOf(id).extension}`)
    writeFileSync(path, (await writeFull(id)).file)
    const args = [
      '-v',
      'warning',
      '-show_entries',
      'format_tags:stream_tags:stream=codec_name,width',
    ]
    const { stdout, stderr } = runWithComplaints('ffprobe', [...args, '-of', 'json', path])
    const { format, streams } = JSON.parse(stdout)
    const texts = Object.entries({ ...streams[0]?.tags, ...format?.tags })
    return {
      tags: Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value])),
      streams,
      stderr,
    }
  }

  it.each(FORMATS.map(({ id }) => id))('%s', async (id) => {
    const { tags, streams, stderr } = await probe(id)
    expect(tags).toMatchObject({
      title: TEXTS.title,
      artist: TEXTS.artist,
      album: TEXTS.album,
      genre: TEXTS.genre,
    })
    // Of WAV it takes the shorter list alone, which has no album artist.
    const more = id === 'wav' ? [] : [TEXTS.albumArtist, TEXTS.barcode]
    for (const value of [TEXTS.isrc, ...more]) expect(Object.values(tags)).toContain(value)
    expect(streams[1]).toMatchObject({ codec_name: 'png', width: SIDE })
    // Its word on every M4A with a picture, its own included.
    const complaints = stderr
      .split('\n')
      .filter((line) => !/timescale not set|Discarding ID3|^$/.test(line))
    expect(complaints).toEqual([])
  })
})
