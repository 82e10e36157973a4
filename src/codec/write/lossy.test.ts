import { beforeAll, describe, expect, it } from 'vitest'
import { ffmpegFiles, hasCommand, run } from '../testing/commands'
import { aacWriter } from './aac/aac-writer'
import type { AudioShape, AudioWriter, WriteServices } from './audio-writer'
import { type Mp3Quality, mp3Writer } from './mp3/mp3-writer'
import { opusWriter } from './opus/opus-writer'
import { chord, programme, sha256, writeForTest } from './testing/write-for-test'
import { vorbisWriter } from './vorbis/vorbis-writer'

/** 3.03 s and a bit: no whole number of any codec's frames. */
const FRAMES = 145_531
/** libvorbis lifts these tones by 0.074 dB; LAME, were it let, would lower them by up to 0.45. */
const LEVEL_DB = 0.08

type Open = (shape: AudioShape, services: WriteServices) => AudioWriter | Promise<AudioWriter>

const mp3 =
  (quality: Mp3Quality): Open =>
  (shape, services) =>
    mp3Writer({ ...shape, quality }, services)

const FORMATS: readonly (readonly [string, number, Open])[] = [
  ['MP3 320', 44_100, mp3({ kbps: 320 })],
  ['MP3 V0', 48_000, mp3({ vbr: 0 })],
  ['MP3 224', 44_100, mp3({ kbps: 224 })],
  ['MP3 192', 44_100, mp3({ kbps: 192 })],
  ['MP3 160', 32_000, mp3({ kbps: 160 })],
  ['MP3 128', 44_100, mp3({ kbps: 128 })],
  ['Opus 160', 48_000, (shape, services) => opusWriter({ ...shape, bitrateKbps: 160 }, services)],
  ['Opus 96', 48_000, (shape, services) => opusWriter({ ...shape, bitrateKbps: 96 }, services)],
  ['Vorbis 9', 44_100, (shape, services) => vorbisWriter({ ...shape, quality: 9 }, services)],
  ['Vorbis 5', 96_000, (shape, services) => vorbisWriter({ ...shape, quality: 5 }, services)],
  ['AAC 256', 44_100, (shape, services) => aacWriter({ ...shape, bitrateKbps: 256 }, services)],
]

/** Σ a(i + lag) · b(i) over the middle of the signal. */
const product = (a: Float32Array, b: Float32Array, lag = 0): number => {
  let sum = 0
  for (let i = 20_000; i < FRAMES - 20_000; i++) sum += (a[i + lag] ?? 0) * (b[i] ?? 0)
  return sum
}

const CASES = FORMATS.flatMap(([name, sampleRate, open]) =>
  [1, 2].map((channelCount) => ({ name, sampleRate, open, channelCount })),
)

describe.skipIf(!hasCommand('ffmpeg'))('ffmpeg gives back', () => {
  /** Of each case, channel by channel: one start, and from files. In a stream that it cannot go back in, it leaves what an MP3 file says of its padding. */
  let decoded: readonly (readonly Float32Array[])[]
  beforeAll(async () => {
    const files: Uint8Array[] = []
    for (const { sampleRate, open, channelCount } of CASES) {
      const shape = { sampleRate, channelCount, lengthFrames: FRAMES }
      const planes = chord(FRAMES, channelCount)
      const { bytes } = await writeForTest(planes, (services) => open(shape, services))
      files.push(bytes)
    }
    const args = ['-f', 'f32le', '-c:a', 'pcm_f32le']
    const raw = ffmpegFiles(files.map((input) => ({ input, extension: 'raw', args })))
    decoded = raw.map((bytes, at) => {
      const samples = new Float32Array(bytes.slice().buffer)
      const { channelCount = 1 } = CASES[at] ?? {}
      return Array.from({ length: channelCount }, (_, channel) =>
        samples.filter((_value, i) => i % channelCount === channel),
      )
    })
  })

  it.each(CASES.map((one, at) => ({ ...one, at })))(
    '$name with $channelCount channel(s): place, length and level',
    ({ channelCount, at }) => {
      const planes = chord(FRAMES, channelCount)
      const back = decoded[at] ?? []
      expect(back).toHaveLength(channelCount)
      for (const [channel, plane] of back.entries()) {
        expect(plane.length).toBe(FRAMES)
        const sent = planes[channel] ?? plane
        const here = product(plane, sent)
        for (const lag of [-2, -1, 1, 2, 576, 1024, 312, -576])
          expect(Math.abs(product(plane, sent, lag))).toBeLessThan(here)
        expect(Math.abs(20 * Math.log10(here / product(sent, sent)))).toBeLessThan(LEVEL_DB)
      }
    },
  )
})

describe('a lossy file', () => {
  it.each(FORMATS)('%s has the same bytes for any blocking and at every try', async (...format) => {
    const [, sampleRate, open] = format
    const planes = programme(30_001, 2)
    const shape = { sampleRate, channelCount: 2, lengthFrames: 30_001 }
    const texts: string[] = []
    for (const block of [997, 30_001, 30_001]) {
      const { bytes } = await writeForTest(planes, (services) => open(shape, services), block)
      texts.push(sha256(bytes))
    }
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).toBe(texts[0])
  })

  it.each(FORMATS)('%s of one frame is whole', async (_, sampleRate, open) => {
    const shape = { sampleRate, channelCount: 2, lengthFrames: 1 }
    const { bytes } = await writeForTest(programme(1, 2), (services) => open(shape, services))
    expect(bytes.length).toBeGreaterThan(0)
  })
})

describe.skipIf(!hasCommand('ffprobe'))('ffprobe reads', () => {
  it('the length of AAC from its edit list, its comments from an Opus and a Vorbis file', async () => {
    const planes = programme(FRAMES, 2)
    const shape = { sampleRate: 48_000, channelCount: 2, lengthFrames: FRAMES }
    const long = 'x'.repeat(90_000)
    const comments = ['TITLE=Fünf Gefühle – 日本', `COMMENT=${long}`]
    const aac = await writeForTest(planes, (s) => aacWriter({ ...shape, bitrateKbps: 128 }, s))
    expect(probe(aac.bytes).streams[0]).toMatchObject({ codec_name: 'aac', duration_ts: FRAMES })
    const opus = await writeForTest(planes, (s) =>
      opusWriter({ ...shape, bitrateKbps: 96, comments }, s),
    )
    const vorbis = await writeForTest(planes, (s) =>
      vorbisWriter({ ...shape, quality: 5, comments }, s),
    )
    for (const { bytes } of [opus, vorbis]) {
      const tags = probe(bytes).streams[0]?.tags
      expect(tags?.TITLE).toBe('Fünf Gefühle – 日本')
      expect((tags?.comment ?? tags?.COMMENT)?.length).toBe(long.length)
    }
  })
})

interface Probed {
  readonly streams: readonly { readonly tags?: Readonly<Record<string, string>> }[]
}

const probe = (bytes: Uint8Array): Probed =>
  JSON.parse(Buffer.from(run('ffprobe', ['-show_streams', '-of', 'json', '-'], bytes)).toString())
