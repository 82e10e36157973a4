import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join, seededIntegers, text, wav } from '../testing/bytes'
import { hasCommand, run } from '../testing/commands'
import { ffmpegBatch } from '../testing/ffmpeg-batch'
import { decodeForTest, refusalForTest } from '../testing/open-for-test'

const folder = mkdtempSync(joinPath(tmpdir(), 'coded-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** 3.3 s and a bit: no whole number of any codec's frames. */
const FRAMES = 145_531

const bytesOf = (values: readonly number[], bits: 16 | 24): Uint8Array => {
  const bytes = new Uint8Array((values.length * bits) / 8)
  const width = bits / 8
  values.forEach((value, i) => {
    for (let k = 0; k < width; k++) bytes[i * width + k] = value >> (8 * k)
  })
  return bytes
}

/** Noise at −12 dBFS, other in each channel, with both extremes at the start. */
const signal = (channels: number, bits: 16 | 24): readonly number[] => {
  const key = `${channels}-${bits}`
  const known = signals.get(key)
  if (known) return known
  const values = seededIntegers(FRAMES * channels, bits)
  const made = values.map((value, i) => (i < 2 ? value : value >> 2))
  signals.set(key, made)
  return made
}
const signals = new Map<string, readonly number[]>()

type Depth = 16 | 24
const batch = ffmpegBatch(folder)

/** A file that ffmpeg is to write before the first test; what it wrote. */
const encode = (name: string, channels: number, bits: Depth, args: readonly string[]) =>
  batch.want(name, `${channels}-${bits}`, args)

beforeAll(() => {
  if (!hasCommand('ffmpeg')) return
  batch.write((source) => {
    const [channels, bits] = source.split('-').map(Number) as [number, Depth]
    return wav(bytesOf(signal(channels, bits), bits), { channels, bits })
  })
})

const differs = (
  found: Float32Array | undefined,
  channel: number,
  channels: number,
  bits: 16 | 24,
) => {
  const values = signal(channels, bits)
  const scale = 2 ** (1 - bits)
  if (found?.length !== FRAMES) return true
  return found.some((value, i) => value !== (values[i * channels + channel] ?? 0) * scale)
}

const rms = (plane: Float32Array): number =>
  Math.sqrt(plane.reduce((sum, value) => sum + value * value, 0) / plane.length)

/** Normalised correlation of two planes at lag 0: 1 when they are aligned. */
const correlation = (
  found: Float32Array | undefined,
  channel: number,
  channels: number,
): number => {
  const values = signal(channels, 16)
  let dot = 0
  let energy = 0
  let reference = 0
  for (const [i, value] of (found ?? []).entries()) {
    const sent = (values[i * channels + channel] ?? 0) / 32_768
    dot += value * sent
    energy += value * value
    reference += sent * sent
  }
  return dot / Math.sqrt(energy * reference)
}

const TAGS = ['-metadata', 'title=Café', '-metadata', 'artist=Ann']
const EXPECTED_TAGS = { title: 'Café', artist: 'Ann' }

describe.skipIf(!hasCommand('ffmpeg'))('FLAC', () => {
  const kinds = (
    [
      ['flac', 1, 16, 's16'],
      ['flac', 2, 16, 's16'],
      ['flac', 1, 24, 's32'],
      ['flac', 2, 24, 's32'],
      ['oga', 2, 16, 's16'],
    ] as const
  ).map(([extension, count, bits, format]) => {
    const args = ['-c:a', 'flac', '-sample_fmt', format, ...TAGS]
    return [extension, count, bits, encode(`a.${extension}`, count, bits, args)] as const
  })
  it.each(kinds)(
    '.%s with %i channel(s) of %i bit is bit-exact',
    async (extension, count, bits, file) => {
      const { facts, channels } = await decodeForTest(file())
      expect(channels.length).toBe(count)
      for (const [channel, plane] of channels.entries())
        expect(differs(plane, channel, count, bits)).toBe(false)
      expect(facts).toMatchObject({
        container: extension === 'oga' ? 'Ogg' : 'FLAC',
        codec: `FLAC ${bits}-bit`,
        bitDepth: bits,
        sampleRate: 44_100,
        lengthFrames: FRAMES,
        tags: EXPECTED_TAGS,
        remarks: [],
      })
    },
  )

  const cut = encode('cut.flac', 2, 16, ['-c:a', 'flac'])
  it('behind an ID3v2 tag is still recognised; cut short it keeps its start', async () => {
    const file = cut()
    const tag = join(text('ID3\x03\0\0\0\0\0\x05'), new Uint8Array(5))
    const { facts, channels } = await decodeForTest(join(tag, file.subarray(0, file.length / 2)))
    expect(facts.lengthFrames).toBeGreaterThan(FRAMES / 4)
    const missingFrames = FRAMES - facts.lengthFrames
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames }])
    const values = signal(2, 16)
    const left = channels[0] ?? new Float32Array(0)
    expect(left.every((value, i) => value === (values[i * 2] ?? 0) / 32_768)).toBe(true)
  })

  const head = encode('head.flac', 1, 16, ['-c:a', 'flac'])
  it('cut inside STREAMINFO is a truncated header', async () => {
    expect((await refusalForTest(head().subarray(0, 20))).code).toBe('header-truncated')
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('lossy files keep their exact length and place', () => {
  const lossy = (
    [
      ['mp3', 1, ['-c:a', 'libmp3lame', '-b:a', '192k']],
      ['mp3', 2, ['-c:a', 'libmp3lame', '-b:a', '320k']],
      ['mp3', 2, ['-c:a', 'libmp3lame', '-q:a', '0']],
      ['ogg', 1, ['-c:a', 'libvorbis', '-q:a', '8']],
      ['ogg', 2, ['-c:a', 'libvorbis', '-q:a', '8']],
    ] as const
  ).map(([extension, count, args]) => {
    const file = encode(`${count}.${extension}`, count, 16, [...args, ...TAGS])
    return [extension, count, args, file] as const
  })
  it.each(lossy)('.%s with %i channel(s) %j', async (_extension, count, _args, file) => {
    const { facts, channels } = await decodeForTest(file())
    expect(facts).toMatchObject({
      bitDepth: null,
      channelCount: count,
      sampleRate: 44_100,
      lengthFrames: FRAMES,
      tags: EXPECTED_TAGS,
      remarks: [],
    })
    for (const [channel, plane] of channels.entries())
      expect(correlation(plane, channel, count)).toBeGreaterThan(0.9)
  })

  const opus = [1, 2].map((count) => {
    const args = ['-c:a', 'libopus', '-b:a', '256k', ...TAGS]
    return [count, encode(`${count}.opus`, count, 16, args)] as const
  })
  it.each(opus)('.opus with %i channel(s), at its own 48 kHz', async (count, written) => {
    const file = written()
    const { facts, channels } = await decodeForTest(file)
    const { channels: judged } = await decodeForTest(
      run('ffmpeg', ['-i', '-', '-c:a', 'pcm_f32le', '-f', 'wav', '-'], file),
    )
    expect(facts).toMatchObject({
      container: 'Ogg',
      codec: 'Opus',
      channelCount: count,
      sampleRate: 48_000,
      lengthFrames: Math.ceil((FRAMES * 48_000) / 44_100),
      tags: EXPECTED_TAGS,
      remarks: [],
    })
    for (const [channel, plane] of channels.entries()) {
      const other = judged[channel]
      expect(other?.length).toBe(plane.length)
      const error = plane.map((value, i) => value - (other?.[i] ?? 0))
      expect(20 * Math.log10(rms(error) / rms(plane))).toBeLessThan(-80)
    }
  })

  const low = encode('low.mp3', 2, 16, ['-ar', '22050', '-c:a', 'libmp3lame'])
  it('MPEG-2 (22.05 kHz) has its length too', async () => {
    const { facts } = await decodeForTest(low())
    expect(facts.codec).toBe('MPEG-2 Layer III')
    expect(facts.lengthFrames).toBe(Math.ceil(FRAMES / 2))
  })

  const cutMp3 = encode('cut.mp3', 2, 16, ['-c:a', 'libmp3lame'])
  it('an MP3 cut in half keeps its start and tells what is missing', async () => {
    const file = cutMp3()
    const { facts } = await decodeForTest(file.subarray(0, file.length / 2))
    expect(facts.lengthFrames).toBeGreaterThan(FRAMES * 0.45)
    const missingFrames = FRAMES - facts.lengthFrames
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames }])
  })

  it.each([
    ['opus', encode('cut.opus', 2, 16, ['-c:a', 'libopus'])],
    ['ogg', encode('cut.ogg', 2, 16, ['-c:a', 'libvorbis'])],
  ] as const)('an .%s file cut in half keeps its start', async (_, written) => {
    const file = written()
    const { facts } = await decodeForTest(file.subarray(0, file.length / 2))
    const seconds = facts.lengthFrames / facts.sampleRate
    expect(seconds).toBeGreaterThan(0.9)
    expect(seconds).toBeLessThan(FRAMES / 44_100)
  })

  const cutMp4 = encode('cut.m4a', 1, 16, ['-c:a', 'aac'])
  it('an MP4 whose list of tracks is cut off has a truncated header', async () => {
    const file = cutMp4()
    const error = await refusalForTest(file.subarray(0, file.length / 2))
    expect(error).toEqual({ code: 'header-truncated', detail: 'MP4' })
  })

  const webm = encode('a.webm', 2, 16, ['-c:a', 'libopus'])
  it('Opus in WebM opens', async () => {
    const { facts } = await decodeForTest(webm())
    expect(facts).toMatchObject({ container: 'WebM', codec: 'Opus', sampleRate: 48_000 })
  })

  it.each([
    ['MP4', encode('a.m4a', 2, 16, ['-c:a', 'aac'])],
    ['ADTS', encode('a.aac', 2, 16, ['-c:a', 'aac'])],
  ])('AAC in %s is told to lack a decoder where the host has none', async (_, file) => {
    expect(await refusalForTest(file())).toEqual({ code: 'codec-missing', detail: 'AAC' })
  })

  const PAN = ['-af', 'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0']
  it.each([
    ['flac', encode('six.flac', 1, 16, [...PAN, '-c:a', 'flac'])],
    ['ogg', encode('six.ogg', 1, 16, [...PAN, '-c:a', 'libvorbis'])],
    ['opus', encode('six.opus', 1, 16, [...PAN, '-c:a', 'libopus'])],
  ] as const)('5.1 in .%s is refused with its channel count', async (_, file) => {
    expect(await refusalForTest(file())).toEqual({ code: 'too-many-channels', detail: '6' })
  })
})
