import { describe, expect, it } from 'vitest'
import {
  chunk,
  float32,
  float64,
  integer,
  integers,
  join,
  riff,
  seededIntegers,
  text,
  wav,
  wavFormatChunk,
} from '../../testing/bytes'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'

/** Frames that fill no vector group: 1001. */
const FRAMES = 1001

const planes = (interleaved: readonly number[], channels: number, scale = 1): Float32Array[] =>
  Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: interleaved.length / channels },
      (_value, i) => (interleaved[i * channels + channel] ?? Number.NaN) * scale,
    ),
  )

describe.each([1, 2])('WAV with %i channel(s)', (channels) => {
  it.each([8, 16, 24, 32])('reads %i-bit integers exactly as x / 2^(b − 1)', async (bits) => {
    const values = seededIntegers(FRAMES * channels, bits)
    const stored = bits === 8 ? values.map((value) => value + 128) : values
    const file = wav(integers(stored, bits / 8), { channels, bits })
    const { facts, channels: found } = await decodeForTest(file)
    expect(found).toEqual(planes(values, channels, 2 ** (1 - bits)))
    expect(facts).toMatchObject({
      container: 'WAV',
      codec: `PCM ${bits}-bit`,
      bitDepth: bits,
      sampleRate: 44_100,
      channelCount: channels,
      lengthFrames: FRAMES,
      remarks: [],
    })
  })

  it('reads 32-bit float bit for bit, also above full scale', async () => {
    const values = seededIntegers(FRAMES * channels, 24).map((value) => Math.fround(value * 3e-7))
    const file = wav(float32(values), { tag: 3, bits: 32, channels })
    const { facts, channels: found } = await decodeForTest(file)
    expect(found).toEqual(planes(values, channels))
    expect(facts.codec).toBe('IEEE float 32-bit')
  })

  it('reads 64-bit float rounded to the nearest float32', async () => {
    const values = seededIntegers(FRAMES * channels, 32).map((value) => value * 1.23e-10)
    const file = wav(float64(values), { tag: 3, bits: 64, channels })
    expect((await decodeForTest(file)).channels).toEqual(planes(values, channels))
  })

  it('reads EXTENSIBLE with 20 valid bits in 3 bytes, filled from the top', async () => {
    const values = seededIntegers(FRAMES * channels, 20)
    const stored = integers(
      values.map((value) => value * 16),
      3,
    )
    const file = wav(stored, { extensible: true, bits: 20, container: 3, channels })
    const { facts, channels: found } = await decodeForTest(file)
    expect(found).toEqual(planes(values, channels, 2 ** -19))
    expect(facts.bitDepth).toBe(20)
  })

  it('reads more than one read of 1 MiB without a seam', async () => {
    const values = seededIntegers(700_003 * channels, 16)
    const bytes = new Uint8Array(Int16Array.from(values).buffer)
    const { channels: found } = await decodeForTest(wav(bytes, { channels }))
    const expected = planes(values, channels, 2 ** -15)
    expect(found.map((plane) => plane.length)).toEqual(expected.map((plane) => plane.length))
    for (const [channel, plane] of expected.entries())
      expect(plane.every((value, i) => value === found[channel]?.[i])).toBe(true)
  })
})

describe('WAV variants', () => {
  const values = seededIntegers(10, 16)
  const samples = integers(values, 2)
  const expected = planes(values, 2, 2 ** -15)
  const data = chunk('data', samples)

  it('reads EXTENSIBLE float', async () => {
    const floats = values.map((value) => value / 32_768)
    const file = wav(float32(floats), { tag: 3, extensible: true, bits: 32 })
    expect((await decodeForTest(file)).channels).toEqual(expected)
  })

  it('reads BWF: bext and odd unknown chunks before fmt and data are stepped over', async () => {
    const odd = chunk('junk', new Uint8Array(7))
    const file = riff(chunk('bext', new Uint8Array(603)), odd, wavFormatChunk(), odd, data)
    expect((await decodeForTest(file)).channels).toEqual(expected)
  })

  it('reads an 8-bit data chunk of odd length and the tags behind its padding', async () => {
    const info = join(
      text('INFO'),
      chunk('INAM', text('Caf\xc3\xa9\0')),
      chunk('IART', text('Ann')),
    )
    const bytes = chunk('data', integers([0, 128, 255], 1))
    const file = riff(wavFormatChunk({ channels: 1, bits: 8 }), bytes, chunk('LIST', info))
    const { facts, channels } = await decodeForTest(file)
    expect(channels).toEqual([Float32Array.of(-1, 0, 127 / 128)])
    expect(facts.tags).toEqual({ title: 'Café', artist: 'Ann' })
  })

  it('reads an id3 chunk', async () => {
    const frame = join(text('TIT2'), integer(4, 4, false), integer(0, 2), text('\0Moo'))
    const tag = join(text('ID3\x03\0\0'), integer(frame.length, 4, false), frame)
    const file = riff(wavFormatChunk(), data, chunk('id3 ', tag))
    expect((await decodeForTest(file)).facts.tags).toEqual({ title: 'Moo' })
  })

  it('reads RIFX: everything big-endian', async () => {
    const format = join(...[1, 2].map((value) => integer(value, 2, false)))
    const rates = join(integer(48_000, 4, false), integer(192_000, 4, false))
    const sizes = join(integer(4, 2, false), integer(16, 2, false))
    const body = join(
      text('WAVE'),
      chunk('fmt ', join(format, rates, sizes), false),
      chunk('data', integers(values, 2, false), false),
    )
    const file = join(text('RIFX'), integer(body.length, 4, false), body)
    const { facts, channels } = await decodeForTest(file)
    expect(channels).toEqual(expected)
    expect(facts.sampleRate).toBe(48_000)
  })

  it('reads RF64: the size of the data is in ds64', async () => {
    const ds64 = join(integer(1000, 8), integer(samples.length, 8), integer(5, 8), integer(0, 4))
    const head = join(text('RF64'), integer(0xffffffff, 4), text('WAVE'), chunk('ds64', ds64))
    const open = join(text('data'), integer(0xffffffff, 4), samples)
    const info = chunk('LIST', join(text('INFO'), chunk('INAM', text('Long'))))
    const { facts, channels } = await decodeForTest(join(head, wavFormatChunk(), open, info))
    expect(channels).toEqual(expected)
    expect(facts).toMatchObject({ container: 'RF64', tags: { title: 'Long' }, remarks: [] })
  })

  it.each([
    ['all ones', 0xffffffff, 0xffffffff],
    ["sox's constant", 0x7ffff024, 0x7ffff000],
    ['never filled in', 0, 0],
  ])('reads a stream whose sizes are %s to its end', async (_, riffBytes, dataBytes) => {
    const head = join(text('RIFF'), integer(riffBytes, 4), text('WAVE'), wavFormatChunk())
    const { facts, channels } = await decodeForTest(
      join(head, text('data'), integer(dataBytes, 4), samples),
    )
    expect(channels).toEqual(expected)
    expect(facts.remarks).toEqual([])
  })
})

describe('a damaged WAV', () => {
  it('keeps what is there and tells how many frames are missing', async () => {
    const file = wav(integers(seededIntegers(20, 16), 2)).subarray(0, -18)
    const { facts } = await decodeForTest(file)
    expect(facts.lengthFrames).toBe(5)
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames: 5 }])
  })

  it('replaces NaN and infinities by 0 and counts them', async () => {
    const bad = [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.25]
    const { facts, channels } = await decodeForTest(
      wav(float32(bad), { tag: 3, bits: 32, channels: 1 }),
    )
    expect(channels).toEqual([Float32Array.of(0.5, 0, 0, 0, 0.25)])
    expect(facts.remarks).toEqual([{ kind: 'not-finite', count: 3 }])
  })

  const whole = wav(new Uint8Array(8))
  it.each([
    ['cut inside the magic', whole.subarray(0, 10), 'header-truncated', 'WAV'],
    ['cut inside fmt', whole.subarray(0, 30), 'header-truncated', undefined],
    ['cut before data', whole.subarray(0, 36), 'header-truncated', undefined],
    ['complete without a data chunk', riff(wavFormatChunk()), 'no-audio', undefined],
    ['of 0 frames', wav(new Uint8Array(0)), 'no-audio', undefined],
    ['of 5.1', wav(new Uint8Array(120), { channels: 6 }), 'too-many-channels', '6'],
    ['of 4 kHz', wav(new Uint8Array(8), { rate: 4000 }), 'sample-rate-unsupported', '4000'],
    ['of 768 kHz', wav(new Uint8Array(8), { rate: 768e3 }), 'sample-rate-unsupported', '768000'],
    ['of GSM', wav(new Uint8Array(8), { tag: 49 }), 'format-unsupported', 'GSM 6.10 in WAV'],
    ['of MP3 that is none', wav(new Uint8Array(8), { tag: 0x55 }), 'header-truncated', 'MP3'],
    ['of 0 channels', wav(new Uint8Array(8), { channels: 0 }), 'no-audio', undefined],
  ])('%s is refused', async (_, file, code, detail) => {
    const error = await refusalForTest(file)
    expect(error).toEqual(detail === undefined ? { code } : { code, detail })
  })

  it('does not allocate what an absurd header claims', async () => {
    const head = join(text('RIFF'), integer(0xc0000024, 4), text('WAVE'), wavFormatChunk())
    const { facts } = await decodeForTest(
      join(head, text('data'), integer(0xc0000000, 4), new Uint8Array(400)),
    )
    expect(facts.lengthFrames).toBe(100)
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames: 0x30000000 - 100 }])
  })

  it('refuses more PCM than a page can hold before reading it', async () => {
    const head = join(text('RIFF'), integer(0, 4), text('WAVE'), wavFormatChunk())
    const start = join(head, text('data'), integer(0xffffffff, 4))
    const sizeBytes = 2 ** 31 + 1000
    const error = await refusalForTest({
      name: 'huge.wav',
      sizeBytes,
      read: async (offset, length) => {
        const bytes = new Uint8Array(Math.min(length, 5000))
        bytes.set(start.subarray(offset, offset + length))
        return bytes
      },
    })
    expect(error.code).toBe('track-too-long')
  })
})
