import { beforeAll, describe, expect, it } from 'vitest'
import { integer, integers, join, seededIntegers, text, wav } from '../../testing/bytes'
import { ffmpegFile, ffmpegFiles, hasCommand } from '../../testing/commands'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'

const FRAMES = 132_300
const RATE = 44_100
const values = seededIntegers(FRAMES, 16).map((value) => value >> 3)
const mono = wav(new Uint8Array(Int16Array.from(values).buffer), { channels: 1 })
const plane = Float32Array.from(values, (value) => value / 32_768)
const ALAC = ['-c:a', 'alac']

/** Replaces the one edit list of an ffmpeg file whose media stands before its movie box. */
const withEdits = (file: Uint8Array, edits: readonly (readonly [ms: number, from: number])[]) => {
  const found = (name: string) => Buffer.from(file).indexOf(name) - 4
  const at = found('elst')
  const size = new DataView(file.buffer).getUint32(at)
  const entries = edits.map(([ms, from]) =>
    join(integer(ms, 4, false), integer(from, 4, false), integer(0x10000, 4, false)),
  )
  const body = join(new Uint8Array(4), integer(edits.length, 4, false), ...entries)
  const box = join(integer(body.length + 8, 4, false), text('elst'), body)
  const out = join(file.subarray(0, at), box, file.subarray(at + size))
  const view = new DataView(out.buffer)
  for (const name of ['edts', 'trak', 'moov']) {
    const head = found(name)
    view.setUint32(head, view.getUint32(head) + box.length - size)
  }
  return out
}

const peakDb = (planes: readonly Float32Array[]) =>
  20 *
  Math.log10(Math.max(...planes.map((one) => one.reduce((m, v) => Math.max(m, Math.abs(v)), 0))))

describe.skipIf(!hasCommand('ffmpeg'))('ALAC', () => {
  const KINDS = [
    ['m4a', 's16p', 16, 1],
    ['m4a', 's16p', 16, 2],
    ['m4a', 's32p', 24, 1],
    ['m4a', 's32p', 24, 2],
    ['caf', 's16p', 16, 2],
    ['caf', 's32p', 24, 2],
  ] as const
  const sources = KINDS.map(([, , bits, channels]) => {
    // Music-like and noise-like stretches: predicted, with low bits apart, and as they are.
    const sound = seededIntegers(40_000 * channels, bits, bits).map((value, i) =>
      i % 20_000 < 10_000
        ? Math.round(2 ** (bits - 2) * Math.sin(i / 50)) + (value >> (bits - 6))
        : value,
    )
    return wav(integers(sound.slice(0, 9000 * channels), bits / 8), { channels, bits })
  })
  let files: readonly Uint8Array[] = []
  beforeAll(() => {
    files = ffmpegFiles(
      KINDS.map(([extension, format], k) => ({
        input: sources[k] ?? mono,
        extension,
        args: [...ALAC, '-sample_fmt', format],
      })),
    )
  })

  it.each(KINDS.map((kind, k) => [...kind, k] as const))(
    '.%s of %s is exact: %i bit, %i channel(s)',
    async (_extension, _format, bits, _channels, k) => {
      const { facts, channels: found } = await decodeForTest(files[k] ?? mono)
      expect(facts).toMatchObject({ codec: `ALAC ${bits}-bit`, bitDepth: bits, remarks: [] })
      expect(found).toEqual((await decodeForTest(sources[k] ?? mono)).channels)
    },
  )
})

describe.skipIf(!hasCommand('ffmpeg'))('edit lists', () => {
  const file = hasCommand('ffmpeg') ? ffmpegFile(mono, 'm4a', ALAC) : mono

  it.each([
    ['one second from the middle', [[1000, RATE]], [[RATE, 2 * RATE]]],
    [
      'the middle cut out',
      [
        [1000, 0],
        [1000, 2 * RATE],
      ],
      [
        [0, RATE],
        [2 * RATE, 3 * RATE],
      ],
    ],
    ['a start that is cut off', [[2000, RATE]], [[RATE, 3 * RATE]]],
    [
      'a pause first',
      [
        [500, -1],
        [3000, 0],
      ],
      [[0, 3 * RATE]],
    ],
    ['a duration of 0', [[0, 0]], [[0, 3 * RATE]]],
  ] as const)('%s', async (_, edits, heard) => {
    const { facts, channels } = await decodeForTest(withEdits(file, edits))
    const expected = heard.flatMap(([from, to]) => [...plane.subarray(from, to)])
    expect(channels).toEqual([Float32Array.from(expected)])
    expect(facts.remarks).toEqual([])
  })

  it('hold for plain samples, too, which the host decodes nowhere', async () => {
    const pcm = ffmpegFile(mono, 'mov', ['-c:a', 'pcm_s16be'])
    const { channels } = await decodeForTest(withEdits(pcm, [[1000, RATE]]))
    expect(channels).toEqual([plane.subarray(RATE, 2 * RATE)])
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('QuickTime without a file type box', () => {
  it.each([
    ['wide first', []],
    ['moov first', ['-movflags', '+faststart']],
  ])('%s', async (_, flags) => {
    const file = ffmpegFile(mono, 'mov', [...ALAC, ...flags])
    const bytes = new DataView(file.buffer).getUint32(0)
    const old = file.slice(bytes)
    const view = new DataView(old.buffer)
    const table = Buffer.from(old).indexOf('stco') + 8
    for (let k = 0; k < view.getUint32(table); k++) {
      const at = table + 4 + 4 * k
      view.setUint32(at, view.getUint32(at) - bytes)
    }
    expect((await decodeForTest(old)).channels).toEqual([plane])
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('WebM and Matroska', () => {
  const KINDS = [
    ['webm', ['-c:a', 'libopus']],
    ['webm', ['-c:a', 'libvorbis']],
    ['mka', ['-c:a', 'libmp3lame']],
    ['mka', ['-c:a', 'flac']],
    ['webm', ['-c:a', 'libopus', '-live', '1']],
  ] as const
  /** Of each kind: all of it, two thirds of it. */
  let parts: readonly Uint8Array[] = []
  let judged: readonly Uint8Array[] = []
  beforeAll(() => {
    const files = ffmpegFiles(KINDS.map(([extension, args]) => ({ input: mono, extension, args })))
    parts = files.flatMap((file) => [file, file.subarray(0, (file.length * 2) / 3)])
    judged = ffmpegFiles(
      parts.map((input) => ({ input, extension: 'wav', args: ['-c:a', 'pcm_f32le'] })),
    )
  })

  it.each(KINDS.map((kind, k) => [...kind, k] as const))(
    '.%s of %j is as long as ffmpeg says, cut short or not',
    async (_extension, _args, k) => {
      for (const at of [2 * k, 2 * k + 1]) {
        const { facts, channels } = await decodeForTest(parts[at] ?? mono)
        const expected = await decodeForTest(judged[at] ?? mono)
        expect(facts.lengthFrames).toBe(expected.facts.lengthFrames)
        expect(peakDb(channels)).toBeLessThan(-6)
        expect(facts.remarks.map(({ kind }) => kind)).toEqual(at === 2 * k ? [] : ['truncated'])
      }
    },
  )

  it('a block of PCM that holds nothing is passed over', async () => {
    const file = ffmpegFile(mono, 'mka', ['-c:a', 'pcm_s16le'])
    const whole = await decodeForTest(file)
    // A simple block (A3) with its size in two bytes, later than the first: its four bytes of head stay, the rest is void (EC).
    const first = Buffer.from(file).indexOf(Buffer.from([0xa3, 0x50]))
    const bytes = new DataView(file.buffer).getUint16(first + 1) & 0x3fff
    const at = first + 3 + bytes
    expect([...file.subarray(at, at + 3)]).toEqual([...file.subarray(first, first + 3)])
    const left = bytes - 4 - 2
    file.set(
      [0xa3, 0x84, ...file.subarray(at + 3, at + 7), 0xec, 0x40 | (left >> 8), left & 255],
      at,
    )
    const { facts } = await decodeForTest(file)
    expect(whole.facts.lengthFrames).toBe(FRAMES)
    expect(facts.lengthFrames).toBe(FRAMES - (bytes - 4) / 2)
  })

  it('says how much of a file cut short is missing', async () => {
    const file = ffmpegFile(mono, 'webm', ['-c:a', 'libopus'])
    const { facts } = await decodeForTest(file.subarray(0, (file.length * 2) / 3))
    const [remark] = facts.remarks
    if (remark?.kind !== 'truncated') throw new Error('nothing told')
    // Matroska counts in milliseconds, and to the end of the last packet.
    expect((facts.lengthFrames + (remark.missingFrames ?? 0)) / 48_000).toBeCloseTo(3, 1)
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('several sound tracks', () => {
  it('the first is opened, and it is said', async () => {
    const split = '[0:a]asplit[x][y];[y]volume=0.1[z]'
    const args = ['-filter_complex', split, '-map', '[x]', '-map', '[z]']
    for (const [extension, codec] of [
      ['mka', 'flac'],
      ['m4a', 'alac'],
    ] as const) {
      const file = ffmpegFile(mono, extension, [...args, '-c:a', codec])
      const { facts, channels } = await decodeForTest(file)
      expect(channels).toEqual([plane])
      expect(facts.remarks).toEqual([{ kind: 'first-of-tracks', count: 2 }])
    }
  })

  it('a film without sound has no audio', async () => {
    const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1', '-map', '1:v']
    const file = ffmpegFile(mono, 'mp4', [...picture, '-c:v', 'mpeg4'])
    expect((await refusalForTest(file)).code).toBe('no-audio')
  })
})
