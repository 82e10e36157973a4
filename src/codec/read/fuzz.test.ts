import { cpuUsage, env } from 'node:process'
import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../../core/byte-source'
import type { PcmSink } from '../../core/pcm-store'
import { float32, integers, join, seededIntegers, text, wav } from '../testing/bytes'
import { ffmpegFiles, hasCommand } from '../testing/commands'
import { mutated, seededPick } from '../testing/mutate'
import { openInto, testServices } from '../testing/open-for-test'

/** Inputs of plain formats, and of those that a decoder is started for; `npm run fuzz` asks for more. */
const PLAIN_COUNT = Number(env.FUZZ_COUNT ?? 12_000)
const CODED_COUNT = Number(env.FUZZ_COUNT ?? 1400)
const FIRST_SEED = Number(env.FUZZ_SEED ?? 1)
/** What an input may take of this process, CPU s, where many are asked for; unit tests assert no time. */
const LONGEST_S = env.FUZZ_COUNT ? 1 : null

const FRAMES = 900
const samples = seededIntegers(2 * FRAMES, 16)
const plainWav = wav(integers(samples, 2))

const PLAIN: Readonly<Record<string, Uint8Array>> = {
  wav: plainWav,
  'wav float': wav(float32(samples.map((value) => value / 32_768)), { tag: 3, bits: 32 }),
  'wav extensible': wav(integers(samples, 3), { bits: 24, extensible: true }),
  au: join(
    text('.snd'),
    integers([24, 0xffff_ffff, 3, 44_100, 2], 4, false),
    integers(samples, 2, false),
  ),
  id3: join(text('ID3'), integers([3, 0, 0, 0, 0, 0, 10], 1), new Uint8Array(10), plainWav),
}

const ENCODED = {
  aiff: ['aiff', []],
  caf: ['caf', []],
  w64: ['w64', []],
  flac: ['flac', ['-c:a', 'flac']],
  mp3: ['mp3', ['-c:a', 'libmp3lame']],
  vorbis: ['ogg', ['-c:a', 'libvorbis']],
  opus: ['opus', ['-c:a', 'libopus']],
  'ogg flac': ['oga', ['-c:a', 'flac']],
  alac: ['m4a', ['-c:a', 'alac']],
  'webm opus': ['webm', ['-c:a', 'libopus']],
  'webm vorbis': ['webm', ['-c:a', 'libvorbis']],
  'matroska flac': ['mka', ['-c:a', 'flac']],
  'matroska pcm': ['mka', ['-c:a', 'pcm_s16le']],
  // Taken apart, not decoded: Node has no AAC. `e2e/aac-damage.spec.ts` decodes some in the page.
  adts: ['aac', ['-c:a', 'aac']],
  'm4a aac': ['m4a', ['-c:a', 'aac']],
  'm4a in fragments': ['m4a', ['-c:a', 'alac', '-movflags', 'frag_keyframe+empty_moov']],
  'mov pcm': ['mov', ['-c:a', 'pcm_s16le']],
} as const

/** A reader that moves on needs far fewer for files as small as these. */
const MOST_READS = 100_000

/** Counts what is asked of the file: a reader that goes round in circles asks without end. */
const countingSource = (bytes: Uint8Array) => {
  const counts = { reads: 0 }
  const source: ByteSource = {
    name: 'a file',
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => {
      counts.reads++
      if (counts.reads > MOST_READS) throw new Error('reads without end')
      return bytes.subarray(offset, offset + length)
    },
  }
  return { source, counts }
}

/** Takes audio and keeps nothing but whether it may go into a chain, and how much of it there was. */
class Judge implements PcmSink {
  readonly sampleRate: number
  readonly channelCount: number
  lengthFrames = 0
  finite = true

  constructor(sampleRate: number, channelCount: number) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
  }

  append(block: readonly Float32Array[], frames: number): void {
    this.lengthFrames += frames
    for (const channel of block)
      for (let n = 0; n < frames; n++) if (!Number.isFinite(channel[n])) this.finite = false
  }
}

/** The most frames that a byte of any of these formats can stand for, with room. */
const FRAMES_PER_BYTE = 20_000

const services = {
  ...testServices(),
  newStore: (rate: number, count: number) => new Judge(rate, count),
}

/** Never an exception, NaN, more audio than the bytes can hold, or a hang; whatever comes is an outcome. */
const judge = async (bytes: Uint8Array, seed: number, name: string): Promise<void> => {
  const { source } = countingSource(bytes)
  const where = `${name}, seed ${seed}`
  // Asking costs more than a small file does.
  const begun = LONGEST_S === null ? null : cpuUsage()
  const outcome = await openInto(source, services).catch((error: unknown) => {
    throw new Error(`${where}: ${error instanceof Error ? error.stack : error}`)
  })
  if (begun && LONGEST_S !== null) {
    const { user, system } = cpuUsage(begun)
    expect((user + system) / 1e6, where).toBeLessThan(LONGEST_S)
  }
  if (!outcome.ok) {
    expect(outcome.error.code, where).not.toBe('internal')
    return
  }
  const { store, facts } = outcome.value
  expect(store.finite, where).toBe(true)
  expect(store.lengthFrames, where).toBeLessThanOrEqual(FRAMES_PER_BYTE * (bytes.length + 1))
  expect(facts.lengthFrames, where).toBe(store.lengthFrames)
}

const run = async (seeds: Readonly<Record<string, Uint8Array>>, count: number): Promise<void> => {
  const names = Object.keys(seeds)
  for (let n = 0; n < count; n++) {
    const seed = FIRST_SEED + n
    const pick = seededPick(seed * 7919)
    // By the seed alone: a failure is repeated by it.
    const name = names[seed % names.length] ?? ''
    const file = seeds[name]
    const other = seeds[names[pick(names.length)] ?? '']
    if (file && other) await judge(mutated(file, other, pick), seed, name)
  }
}

describe('mutated files', () => {
  it(
    `of plain formats (${PLAIN_COUNT} of them) end in an outcome, with audio fit for a chain`,
    () => run(PLAIN, PLAIN_COUNT),
    24 * 60 * 60_000,
  )

  it.skipIf(!hasCommand('ffmpeg'))(
    `of coded formats and containers (${CODED_COUNT} of them) likewise`,
    async () => {
      const files = ffmpegFiles(
        Object.values(ENCODED).map(([extension, args]) => ({ input: plainWav, extension, args })),
      )
      const names = Object.keys(ENCODED)
      const seeds = Object.fromEntries(files.map((file, k) => [names[k] ?? '', file]))
      await run(seeds, CODED_COUNT)
    },
    24 * 60 * 60_000,
  )
})
