import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../../core/byte-source'
import { memorySource } from '../../core/byte-source'
import { Cancelled } from '../../core/job'
import type { PcmSink } from '../../core/pcm-store'
import {
  integer,
  integers,
  join,
  seededIntegers,
  text,
  wav,
  wavFormatChunk,
} from '../testing/bytes'
import { openForTest, openInto, refusalForTest, testServices } from '../testing/open-for-test'

const padded = (head: Uint8Array, length = 5000): Uint8Array => {
  const bytes = new Uint8Array(length)
  bytes.set(head)
  return bytes
}

describe('what is no audio', () => {
  it('an empty file', async () => {
    expect(await refusalForTest(new Uint8Array(0))).toEqual({ code: 'file-empty' })
  })

  it.each([
    ['text', text('This is a shopping list, not a song.\n'), 'text'],
    ['UTF-8 text', text('\xef\xbb\xbfd\xc3\xa9j\xc3\xa0 vu\r\n'), 'text'],
    ['a PNG', padded(text('\x89PNG\r\n\x1a\n')), 'PNG image'],
    ['a JPEG', padded(text('\xff\xd8\xff\xe0')), 'JPEG image'],
    ['a PDF', padded(text('%PDF-1.7')), 'PDF document'],
    ['a ZIP', padded(text('PK\x03\x04')), 'ZIP archive'],
    ['a MIDI file', padded(text('MThd')), 'MIDI file'],
    ['an AVI', padded(join(text('RIFF'), integer(9, 4), text('AVI '))), 'AVI video'],
  ])('%s is named, whatever its extension', async (_, bytes, detail) => {
    expect(await refusalForTest(memorySource(bytes, 'song.wav'))).toEqual({
      code: 'format-unknown',
      detail,
    })
  })

  it.each([
    ['zeros', new Uint8Array(5000)],
    ['noise', integers(seededIntegers(5000, 8, 77), 1)],
    ['one byte', Uint8Array.of(0)],
  ])('%s is just unknown', async (_, bytes) => {
    expect(await refusalForTest(bytes)).toEqual({ code: 'format-unknown' })
  })

  it.each([
    ['WavPack', 'wvpk'],
    ["Monkey's Audio", 'MAC '],
    ['Windows Media', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ])('%s is audio we know and cannot read', async (detail, magic) => {
    expect(await refusalForTest(padded(text(magic)))).toEqual({
      code: 'format-unsupported',
      detail,
    })
  })

  it.each([
    ['RIFF', 'WAV'],
    ['FORM', 'AIFF'],
    ['OggS', 'Ogg'],
  ])('a file that ends after %s has a truncated header', async (magic, detail) => {
    expect(await refusalForTest(text(magic))).toEqual({ code: 'header-truncated', detail })
  })

  it.each(['caff\0\x01\0\0', 'fLaC', 'FORM\0\0\0\x04AIFF'])(
    'a file of only %j has a truncated header or no audio',
    async (head) => {
      const { code } = await refusalForTest(text(head))
      expect(['header-truncated', 'no-audio']).toContain(code)
    },
  )
})

describe('opening', () => {
  const song = wav(integers(seededIntegers(2000, 16), 2))

  it('reports a source that cannot be read', async () => {
    const gone: ByteSource = {
      name: 'gone.wav',
      sizeBytes: 1000,
      read: () => Promise.reject(new Error('moved')),
    }
    expect((await refusalForTest(gone)).code).toBe('file-unreadable')
    // One that vanished may have lost its length as well: it is not empty.
    expect((await refusalForTest({ ...gone, sizeBytes: 0 })).code).toBe('file-unreadable')
  })

  it('reports memory that the host refuses', async () => {
    const newStore = (): PcmSink => ({
      sampleRate: 44_100,
      channelCount: 2,
      lengthFrames: 0,
      append: () => {
        throw new RangeError('Array buffer allocation failed')
      },
    })
    const outcome = await openInto(song, { ...testServices(), newStore })
    expect(outcome).toMatchObject({ ok: false, error: { code: 'out-of-memory' } })
  })

  it('lets a cancel through, and gives its kernel memory back', async () => {
    const services = testServices()
    const free = () => {
      const scope = services.kernels.scope()
      const { pointer } = scope.u8(16)
      scope.release()
      return pointer
    }
    const before = free()
    const checkpoint = () => {
      throw new Cancelled()
    }
    const job = { report: () => {}, checkpoint }
    await expect(openInto(song, { ...services, job })).rejects.toThrow(Cancelled)
    expect(free()).toBe(before)
  })

  it('reports progress that rises to 1', async () => {
    const fractions: number[] = []
    const job = { report: (f: number) => fractions.push(f), checkpoint: () => undefined }
    const long = wav(new Uint8Array(5 * 2 ** 20))
    await openInto(long, { ...testServices(), job })
    expect(fractions.length).toBeGreaterThan(4)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('reads a 1 GB file about a MiB at a time', async () => {
    const bytes = 10 ** 9
    const head = join(
      text('RIFF'),
      integer(bytes + 36, 4),
      text('WAVE'),
      wavFormatChunk(),
      text('data'),
      integer(bytes, 4),
    )
    const block = new Uint8Array(2 ** 20)
    let longestRead = 0
    const sparse: ByteSource = {
      name: 'sparse.wav',
      sizeBytes: bytes + 44,
      read: async (offset, length) => {
        longestRead = Math.max(longestRead, length)
        return offset < head.length
          ? head.subarray(offset, offset + length)
          : block.subarray(0, length)
      },
    }
    let lengthFrames = 0
    const newStore = (): PcmSink => ({
      sampleRate: 44_100,
      channelCount: 2,
      get lengthFrames() {
        return lengthFrames
      },
      append: (_, frames) => {
        lengthFrames += frames
      },
    })
    const outcome = await openInto(sparse, { ...testServices(), newStore })
    expect(outcome).toMatchObject({ ok: true, value: { facts: { lengthFrames: bytes / 4 } } })
    expect(longestRead).toBeLessThanOrEqual(2 ** 20)
  })

  it('opens a WAV of a single frame', async () => {
    const outcome = await openForTest(wav(integers([1, -1], 2)))
    expect(outcome).toMatchObject({ ok: true, value: { facts: { lengthFrames: 1 } } })
  })
})
