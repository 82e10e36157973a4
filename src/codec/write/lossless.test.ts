import { beforeAll, describe, expect, it } from 'vitest'
import { seededIntegers } from '../testing/bytes'
import { ffmpegFiles, hasCommand, run } from '../testing/commands'
import { aiffWriter, MAX_AIFF_BYTES } from './aiff/aiff-writer'
import { alacWriter } from './alac/alac-writer'
import type { AudioShape, AudioWriter, WriteServices } from './audio-writer'
import { flacWriter } from './flac/flac-writer'
import { memorySink } from './memory-sink'
import { programme, sha256, WRITE_SERVICES, writeForTest } from './testing/write-for-test'

/** No whole number of any codec's frames. */
const FRAMES = 33_333

interface Choice extends AudioShape {
  readonly depth: '16' | '24'
  readonly dither: 'none' | 'tpdf'
}
type Open = (choice: Choice, services: WriteServices) => AudioWriter | Promise<AudioWriter>

const FORMATS: readonly (readonly [string, Open])[] = [
  ['AIFF', aiffWriter],
  ['FLAC', flacWriter],
  ['ALAC', alacWriter],
]

const SIGNALS: Readonly<Record<string, (frames: number) => Float32Array>> = {
  programme: (frames) => programme(frames, 1)[0] ?? new Float32Array(0),
  silence: (frames) => new Float32Array(frames),
  'full-scale noise': (frames) =>
    Float32Array.from(seededIntegers(frames, 24, 5), (value) => value / 2 ** 23),
  'a square wave of both extremes': (frames) =>
    Float32Array.from({ length: frames }, (_, i) => (i % 7 < 3 ? -1 : 1)),
  'one click in silence': (frames) =>
    Float32Array.from({ length: frames }, (_, i) => (i === 9000 ? 0.7 : 0)),
}

/** What a file must hold: the rounded, clamped integers, by plain arithmetic. */
const integersOf = (planes: readonly Float32Array[], bitDepth: number): Int32Array => {
  const scale = 2 ** (bitDepth - 1)
  const count = planes.length
  const integers = new Int32Array((planes[0]?.length ?? 0) * count)
  for (const [channel, plane] of planes.entries())
    for (const [frame, value] of plane.entries())
      integers[frame * count + channel] = Math.min(
        scale - 1,
        Math.max(-scale, Math.floor(value * scale + 0.5)),
      )
  return integers
}

const CASES = Object.keys(SIGNALS).flatMap((name) =>
  (['16', '24'] as const).flatMap((depth) =>
    ([1, 2] as const).map((channelCount) => ({ name, depth, channelCount })),
  ),
)

const sentOf = ({ name, channelCount }: (typeof CASES)[number]): readonly Float32Array[] => {
  const first = SIGNALS[name]?.(FRAMES) ?? new Float32Array(0)
  const planes = [first, first.map((value, i) => (i % 2 ? value : -value / 3))]
  return planes.slice(0, channelCount)
}

describe.skipIf(!hasCommand('ffmpeg'))('ffmpeg reads back every integer', () => {
  describe.each(FORMATS)('of %s', (_, open) => {
    /** Of each case, as 32-bit integers: one start of ffmpeg. */
    let decoded: readonly Int32Array[]
    beforeAll(async () => {
      const files: Uint8Array[] = []
      for (const one of CASES) {
        const { depth, channelCount } = one
        const choice = { sampleRate: 44_100, channelCount, lengthFrames: FRAMES, depth } as const
        const { bytes } = await writeForTest(sentOf(one), (services) =>
          open({ ...choice, dither: 'none' }, services),
        )
        files.push(bytes)
      }
      const args = ['-f', 's32le', '-c:a', 'pcm_s32le']
      decoded = ffmpegFiles(files.map((input) => ({ input, extension: 'raw', args }))).map(
        (raw) => new Int32Array(raw.slice().buffer),
      )
    })

    it.each(CASES.map((one, at) => ({ ...one, at })))(
      '$name, $depth bit, $channelCount channel(s)',
      ({ at, ...one }) => {
        const bitDepth = Number(one.depth)
        const integers = decoded[at]?.map((value) => value >> (32 - bitDepth))
        expect(integers).toEqual(integersOf(sentOf(one), bitDepth))
      },
    )
  })
})

describe('every lossless format', () => {
  it.each(FORMATS)('%s has the same bytes for any blocking, dither and all', async (_, open) => {
    const planes = programme(20_001, 2)
    const choice = { sampleRate: 48_000, channelCount: 2, lengthFrames: 20_001 } as const
    const files = await Promise.all(
      [997, 4096, 20_001].map((block) =>
        writeForTest(planes, (s) => open({ ...choice, depth: '16', dither: 'tpdf' }, s), block),
      ),
    )
    const [whole, ...others] = files.map(({ bytes }) => sha256(bytes))
    for (const other of others) expect(other).toBe(whole)
  })

  it.each(FORMATS)('%s counts the samples that integers cannot hold', async (_, open) => {
    const plane = Float32Array.of(0.5, 1.5, -0.5, -1.5, 0)
    const shape = { sampleRate: 44_100, channelCount: 1, lengthFrames: 5 }
    const { clippedSamples } = await writeForTest([plane], (services) =>
      open({ ...shape, depth: '24', dither: 'none' }, services),
    )
    expect(clippedSamples).toBe(2)
  })
})

describe('FLAC', () => {
  it.skipIf(!hasCommand('ffmpeg'))('tells the MD5 of its samples as WAV holds them', async () => {
    const planes = programme(FRAMES, 2)
    const choice = { sampleRate: 96_000, channelCount: 2, lengthFrames: FRAMES } as const
    for (const depth of ['16', '24'] as const) {
      const { bytes } = await writeForTest(planes, (s) =>
        flacWriter({ ...choice, depth, dither: 'tpdf' }, s),
      )
      const args = ['-f', 'md5', '-c:a', depth === '16' ? 'pcm_s16le' : 'pcm_s24le', '-']
      const judged = Buffer.from(run('ffmpeg', ['-i', '-', ...args], bytes)).toString()
      expect(`MD5=${Buffer.from(bytes.subarray(26, 42)).toString('hex')}\n`).toBe(judged)
    }
  })
})

describe('AIFF', () => {
  it('is not begun where its sizes could not tell its length', async () => {
    const shape = { sampleRate: 48_000, channelCount: 2, depth: '24', dither: 'none' } as const
    const lengthFrames = Math.ceil(MAX_AIFF_BYTES / 6)
    const services = { ...WRITE_SERVICES, sink: memorySink() }
    await expect(aiffWriter({ ...shape, lengthFrames }, services)).rejects.toThrow('AIFF')
  })
})
