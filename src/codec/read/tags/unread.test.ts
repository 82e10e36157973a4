import { describe, expect, it } from 'vitest'
import { memorySource } from '../../../core/byte-source'
import {
  chunk,
  integer,
  integers,
  join,
  riff,
  text,
  wav,
  wavFormatChunk,
} from '../../testing/bytes'
import { ffmpegFile, hasCommand } from '../../testing/commands'
import { decodeForTest } from '../../testing/open-for-test'
import { readFlacHeader } from '../flac/flac-header'
import { joinedTags } from './collector'
import { parseId3 } from './id3'
import { withId3v1 } from './id3v1'
import { mediaTags } from './media-tags'
import { parseVorbisComment } from './vorbis-comment'

const frame = (id: string, body: Uint8Array, flags = 0): Uint8Array =>
  join(text(id), integer(body.length, 4, false), integer(flags, 2, false), body)

const id3 = (...frames: readonly Uint8Array[]): Uint8Array => {
  const body = join(...frames)
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127)
  return join(text('ID3'), integers([3, 0, 0, ...size], 1), body)
}

const picture = (type: number): Uint8Array =>
  join(text('\0image/png\0'), integer(type, 1), text('\0PNG'))

const SAMPLES = chunk('data', new Uint8Array(400))

describe('what a file says and is not read is told by its name', () => {
  it('in ID3v2: frames, comments of programs, pictures beside the cover; not what only the file needs', () => {
    const tags = parseId3(
      id3(
        frame('TIT2', text('\0Song')),
        frame('PRIV', text('owner\0bytes')),
        frame('WXXX', text('\0\0http://example.test')),
        frame('PRIV', text('another\0')),
        frame('COMM', text('\0engiTunPGAP\x000')),
        frame('COMM', text('\0engiTunNORM\x00 0000')),
        frame('COMM', text('\0eng\0By hand')),
        frame('COMM', text('\0deu\0Von Hand')),
        frame('RVAD', text('\0\0')),
        frame('TLEN', text('\x001000')),
        frame('APIC', picture(4)),
        frame('APIC', picture(3)),
      ),
    )
    expect(tags).toMatchObject({ title: 'Song', comment: 'By hand' })
    expect(tags.others).toEqual([{ name: 'COMMENT', value: 'Von Hand' }])
    expect(tags.unread).toEqual(['PRIV', 'WXXX', 'iTunPGAP', 'further pictures'])
    expect(tags.outdated).toEqual(['ITUNNORM', 'RVAD'])
  })

  it('in Vorbis comments and FLAC: further pictures, blocks of other programs', async () => {
    const block = join(
      integers([3, 9], 4, false),
      text('image/png'),
      integers([0, 1, 1, 1, 0, 3], 4, false),
    )
    const flacPicture = join(block, text('PNG'))
    const entry = (value: string): Uint8Array => join(integer(value.length, 4), text(value))
    const base64 = Buffer.from(flacPicture).toString('base64')
    const pictures = [0, 1].map(() => entry(`METADATA_BLOCK_PICTURE=${base64}`))
    const comment = parseVorbisComment(join(integers([0, 2], 4), ...pictures))
    expect(comment.cover?.mimeType).toBe('image/png')
    expect(comment.unread).toEqual(['further pictures'])
    const metadata = (type: number, body: Uint8Array): Uint8Array =>
      join(integer(type, 1), integer(body.length, 3, false), body)
    const header = await readFlacHeader(
      memorySource(
        join(
          text('fLaC'),
          metadata(0, new Uint8Array(34)),
          metadata(3, new Uint8Array(18)),
          metadata(2, text('riff')),
          metadata(5, new Uint8Array(400)),
          metadata(6, flacPicture),
          metadata(0x86, flacPicture),
        ),
      ),
    )
    expect(header?.tags.unread).toEqual(['APPLICATION', 'CUESHEET', 'further pictures'])
  })

  it('in WAV: chunks of other programs, notes of markers; both lists of texts are kept', async () => {
    const info = join(text('INFO'), chunk('IENG', text('Ann\0')), chunk('INAM', text('Short\0')))
    const notes = join(text('adtl'), chunk('note', join(integer(1, 4), text('Words\0'))))
    const tag = id3(frame('TIT2', text('\0Longer')), frame('TXXX', text('\0MOOD\0calm')))
    const file = riff(
      wavFormatChunk(),
      chunk('LIST', info),
      chunk('LIST', notes),
      chunk('cart', new Uint8Array(64)),
      chunk('JUNK', new Uint8Array(64)),
      SAMPLES,
      chunk('id3 ', tag),
      chunk('acid', new Uint8Array(24)),
    )
    const { tags } = (await decodeForTest(file)).facts
    expect(tags.title).toBe('Longer')
    expect(tags.unread).toEqual(['cart', 'acid', 'notes of markers'])
    expect(tags.others).toEqual([
      { name: 'MOOD', value: 'calm' },
      { name: 'IENG', value: 'Ann' },
    ])
  })

  it('in MP4: atoms without a field here; the tempo has one', () => {
    const raw = {
      '\u00a9nam': 'Song',
      cpil: new Uint8Array([1]),
      '\u00a9too': 'Writer',
      desc: 'Words',
    }
    const images = ['coverFront', 'coverBack'].map((kind) => ({
      data: new Uint8Array(3),
      mimeType: 'image/png',
      kind: kind as 'coverFront',
    }))
    const tags = mediaTags({ title: 'Song', raw, images, beatsPerMinute: 120 })
    expect(tags.unread).toEqual(['further pictures', 'cpil', 'desc'])
    expect(tags.others).toEqual([{ name: 'BPM', value: '120' }])
  })
})

describe('the tag that closes an old MP3', () => {
  const field = (value: string, size: number): Uint8Array =>
    join(text(value), new Uint8Array(size - value.length))
  const closing = join(
    ...[text('TAG'), field('Old', 30), field('Ann', 30), field('', 30), text('1971')],
    ...[field('Words', 29), integers([7, 17], 1)],
  )

  it('is read, behind what a newer one says', async () => {
    const source = memorySource(join(new Uint8Array(500), closing))
    expect(await withId3v1(source, { title: 'New', genre: 'Rock' })).toEqual({
      title: 'New',
      artist: 'Ann',
      date: '1971',
      comment: 'Words',
      track: '7',
      genre: 'Rock',
    })
    expect((await withId3v1(source, {})).unread).toEqual(['genre of ID3v1'])
    const none = memorySource(new Uint8Array(60))
    expect(await withId3v1(none, { title: 'New' })).toEqual({ title: 'New' })
  })

  it.skipIf(!hasCommand('ffmpeg'))('of a whole file', async () => {
    const mp3 = ffmpegFile(wav(new Uint8Array(44_100)), 'mp3', ['-id3v2_version', '0'])
    expect((await decodeForTest(join(mp3, closing))).facts.tags).toMatchObject({ title: 'Old' })
  })
})

it('two places of one file are joined, nothing twice', () => {
  const other = { name: 'MOOD', value: 'calm' }
  const joined = joinedTags(
    { title: 'A', others: [other], unread: ['x'] },
    {
      title: 'B',
      artist: 'C',
      others: [other, { name: 'MOOD', value: 'wild' }],
      unread: ['x', 'y'],
    },
  )
  expect(joined).toEqual({
    title: 'A',
    artist: 'C',
    others: [other, { name: 'MOOD', value: 'wild' }],
    unread: ['x', 'y'],
  })
})
