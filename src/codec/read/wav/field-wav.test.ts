import { beforeAll, describe, expect, it } from 'vitest'
import type { ByteSource } from '../../../core/byte-source'
import {
  chunk,
  float32,
  integer,
  integers,
  join,
  riff,
  seededIntegers,
  text,
  wav,
  wavFormatChunk,
} from '../../testing/bytes'
import { ffmpegFile, ffmpegFiles, hasCommand } from '../../testing/commands'
import { decodeForTest, openForTest, testServices } from '../../testing/open-for-test'
import { openAudio } from '../open'

/** Half a second: audio left out below 20 ms is not told. */
const FRAMES = 22_050
const values = seededIntegers(FRAMES * 2, 16)
const samples = new Uint8Array(Int16Array.from(values).buffer)
const whole = wav(samples)

const planesOf = async (file: Uint8Array) => (await decodeForTest(file)).channels

/** A `fmt ` chunk with a block align of one's own. */
const formatChunk = (channels: number, bits: number, blockAlign: number, tag = 1) => {
  const byteRate = (44_100 * channels * bits) / 8
  const head = [integer(tag, 2), integer(channels, 2), integer(44_100, 4), integer(byteRate, 4)]
  return chunk('fmt ', join(...head, integer(blockAlign, 2), integer(bits, 2)))
}

const sized = (dataSize: number, riffSize: number, body = samples) =>
  join(
    text('RIFF'),
    integer(riffSize, 4),
    text('WAVE'),
    wavFormatChunk(),
    text('data'),
    integer(dataSize, 4),
    body,
  )

describe('a block align that contradicts the bits', () => {
  it.each([
    [1, 16, 1],
    [1, 16, 4],
    [1, 16, 16],
    [2, 16, 0],
    [2, 16, 2],
    [2, 16, 8],
    [2, 16, 32],
    [2, 24, 4],
    [2, 24, 48],
    [1, 8, 2],
  ])('%i channel(s) of %i bit with %i: the bits decide', async (channels, bits, blockAlign) => {
    const body = integers(seededIntegers(600 * channels, bits), bits / 8)
    const data = chunk('data', body)
    const good = await planesOf(riff(formatChunk(channels, bits, (channels * bits) / 8), data))
    expect(good[0]?.length).toBe(600)
    expect(await planesOf(riff(formatChunk(channels, bits, blockAlign), data))).toEqual(good)
  })

  it('float with 2', async () => {
    const data = chunk('data', float32([0.5, -0.25, 0.125]))
    expect(await planesOf(riff(formatChunk(1, 32, 2, 3), data))).toEqual([
      Float32Array.of(0.5, -0.25, 0.125),
    ])
  })

  it('24 bits in four bytes are allowed', async () => {
    const wide = integers([256, -512], 4)
    expect(await planesOf(riff(formatChunk(1, 24, 4), chunk('data', wide)))).toEqual([
      Float32Array.of(2 ** -23, -(2 ** -22)),
    ])
  })
})

describe('sizes that were never filled in', () => {
  it.each([
    2_000_000_000, 1_500_000_000, 0x7fffffff, 0x7fffff9b, 0x7ffff000, 0x7f000000, 0x80000000,
    0x80000024, 0xffffff00, 0xffffffdb, 0xfffffffe, 0xffffffff,
  ])('data of %i is the whole file, and nothing is called missing', async (size) => {
    const { facts } = await decodeForTest(sized(size, Math.min(0xffffffff, size + 36)))
    expect(facts).toMatchObject({ lengthFrames: FRAMES, remarks: [] })
  })

  it.each([
    ['both 0', 0, 0],
    ['36 and 0', 0, 36],
    ['right and 0', 0, samples.length + 36],
  ])('RIFF and data %s', async (_, data, outer) => {
    const { facts } = await decodeForTest(sized(data, outer))
    expect(facts).toMatchObject({ lengthFrames: FRAMES, remarks: [] })
  })

  it('a file cut short is called so', async () => {
    const { facts } = await decodeForTest(whole.subarray(0, -4000))
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames: 1000 }])
  })

  it('a size that wrapped at 4 GiB is put right', async () => {
    const more = 1000
    const bytes = 2 ** 32 + more * 4
    const head = sized(more * 4, more * 4 + 36, new Uint8Array(0))
    const zeros = new Uint8Array(2 ** 20)
    const source: ByteSource = {
      name: 'wrapped.wav',
      sizeBytes: head.length + bytes,
      read: async (offset, length) =>
        offset < head.length ? head.subarray(offset, offset + length) : zeros.subarray(0, length),
    }
    let expected = 0
    const newStore = (_rate: number, _channels: number, frames = 0): never => {
      expected = frames
      throw new RangeError('known enough')
    }
    const services = { ...testServices(), newStore, mostPcmBytes: () => Number.POSITIVE_INFINITY }
    await expect(openAudio(source, services)).rejects.toThrow('known enough')
    expect(expected).toBe(bytes / 4)
    // 8 GiB of float32: more than a page may hold in memory alone.
    const refused = await openForTest(source)
    expect(refused).toMatchObject({ error: { code: 'track-too-long', detail: '202' } })
  })
})

describe('more audio than the header counts', () => {
  it('is told with its length', async () => {
    const { facts } = await decodeForTest(sized(8820 * 4, 8820 * 4 + 36))
    expect(facts.lengthFrames).toBe(8820)
    const frames = FRAMES - 8820
    expect(facts.remarks).toEqual([{ kind: 'left-out', frames, reason: 'not-counted' }])
  })

  it('also where it is a second file', async () => {
    const { facts } = await decodeForTest(join(whole, whole))
    expect(facts.lengthFrames).toBe(FRAMES)
    const frames = FRAMES + 11
    expect(facts.remarks).toEqual([{ kind: 'left-out', frames, reason: 'not-counted' }])
  })

  it.each([
    ['zeros', new Uint8Array(20_000)],
    ['an ID3v1 tag', join(text('TAG'), new Uint8Array(125))],
    ['a chunk', chunk('LGWV', new Uint8Array(20_000).fill(7))],
  ])('%s behind are no audio', async (_, behind) => {
    expect((await decodeForTest(join(whole, behind))).facts.remarks).toEqual([])
  })
})

describe('chunks that do not add up', () => {
  const odd = (id: string, length: number) =>
    join(text(id), integer(length, 4), new Uint8Array(length).fill(1))
  const data = chunk('data', samples)
  it.each([
    ['inst of 7 without its pad byte', riff(wavFormatChunk(), odd('inst', 7), data)],
    ['bext of 603 without it', riff(odd('bext', 603), wavFormatChunk(), data)],
    ['LIST of 15 without it', riff(wavFormatChunk(), odd('LIST', 15), data)],
    ['two of them', riff(odd('junk', 9), wavFormatChunk(), odd('junk', 3), data)],
  ])('%s', async (_, file) => {
    expect(await planesOf(file)).toEqual(await planesOf(whole))
  })

  it('where nothing helps, that is what is said', async () => {
    const gap = new Uint8Array(9).fill(3)
    const outcome = await openForTest(riff(wavFormatChunk(), odd('junk', 8), gap, data))
    expect(outcome).toMatchObject({ error: { code: 'structure-damaged' } })
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('coded audio in WAV, AIFC, CAF and AU', () => {
  const KINDS = [
    ['wav', 'pcm_alaw', 'A-law'],
    ['wav', 'pcm_mulaw', 'µ-law'],
    ['w64', 'pcm_mulaw', 'µ-law'],
    ['aiff', 'pcm_alaw', 'A-law'],
    ['aiff', 'pcm_mulaw', 'µ-law'],
    ['caf', 'pcm_alaw', 'A-law'],
    ['caf', 'pcm_mulaw', 'µ-law'],
    ['au', 'pcm_alaw', 'A-law'],
    ['au', 'pcm_mulaw', 'µ-law'],
    ['au', 'pcm_s16be', 'PCM 16-bit'],
    ['au', 'pcm_s8', 'PCM 8-bit'],
    ['au', 'pcm_f32be', 'IEEE float 32-bit'],
  ] as const
  let files: readonly Uint8Array[] = []
  let decoded: readonly Uint8Array[] = []
  beforeAll(() => {
    files = ffmpegFiles(
      KINDS.map(([extension, codec]) => ({ input: whole, extension, args: ['-c:a', codec] })),
    )
    const args = ['-c:a', 'pcm_f32le']
    decoded = ffmpegFiles(files.map((input) => ({ input, extension: 'wav', args })))
  })

  it.each(KINDS.map((kind, k) => [...kind, k] as const))(
    '%s of %s equals what ffmpeg decodes',
    async (_container, _codec, name, k) => {
      const { facts, channels } = await decodeForTest(files[k] ?? whole)
      expect(facts.codec).toBe(name)
      const judged = await planesOf(decoded[k] ?? whole)
      expect(channels.map((plane) => plane.subarray(0, FRAMES))).toEqual(
        judged.map((plane) => plane.subarray(0, FRAMES)),
      )
    },
  )

  it.each(['libmp3lame', 'mp2'])('%s in WAV', async (codec) => {
    const file = ffmpegFile(whole, 'wav', ['-c:a', codec])
    const { facts, channels } = await decodeForTest(file)
    expect(facts).toMatchObject({ container: 'WAV', bitDepth: null, channelCount: 2 })
    expect(channels[0]?.length).toBeGreaterThanOrEqual(FRAMES)
  })
})
