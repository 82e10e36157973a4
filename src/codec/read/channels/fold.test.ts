import { beforeAll, describe, expect, it } from 'vitest'
import { DOWNMIX } from '../../../core/channel-choice'
import { integers, seededIntegers, wav } from '../../testing/bytes'
import { ffmpegFiles, hasCommand } from '../../testing/commands'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'

const FRAMES = 5_000
const M3 = '0.70710678118654752'

/** Layouts as ffmpeg names them, their channel masks, and the rule for the left side in ffmpeg's own words. */
const LAYOUTS = [
  ['3.0', 3, 0x7, `FL+${M3}*FC`],
  ['2.1', 3, 0xb, 'FL'],
  ['quad', 4, 0x33, `FL+${M3}*BL`],
  ['quad(side)', 4, 0x603, `FL+${M3}*SL`],
  ['4.0', 4, 0x107, `FL+${M3}*FC+0.5*BC`],
  ['5.0', 5, 0x37, `FL+${M3}*FC+${M3}*BL`],
  ['5.1', 6, 0x3f, `FL+${M3}*FC+${M3}*BL`],
  ['5.1(side)', 6, 0x60f, `FL+${M3}*FC+${M3}*SL`],
  ['6.1', 7, 0x70f, `FL+${M3}*FC+0.5*BC+${M3}*SL`],
  ['7.1', 8, 0x63f, `FL+${M3}*FC+${M3}*BL+${M3}*SL`],
  ['7.1(wide)', 8, 0xff, `FL+${M3}*FC+${M3}*BL+FLC`],
] as const

/** Another seeded signal in each channel; low-passed, so that lossy codecs keep it. */
const many = (channels: number, mask: number): Uint8Array => {
  const planes = Array.from({ length: channels }, (_, channel) => {
    let held = 0
    return seededIntegers(FRAMES, 15, channel + 3).map((value) => {
      held += (value - held) / 6
      return Math.round(held)
    })
  })
  const samples = Array.from(
    { length: FRAMES * channels },
    (_, i) => planes[i % channels]?.[Math.floor(i / channels)] ?? 0,
  )
  return wav(integers(samples, 2), { channels, rate: 48_000, extensible: true, mask })
}

/** What ffmpeg's pan makes of files by the same rule, its sums held at 1: channels of each. */
const byFfmpeg = (files: readonly { readonly file: Uint8Array; readonly left: string }[]) =>
  Promise.all(
    ffmpegFiles(
      files.map(({ file, left }) => {
        const right = left.replaceAll('L', 'R')
        const pan = `aformat=sample_fmts=dbl,pan=stereo|c0<${left}|c1<${right}`
        return { input: file, extension: 'wav', args: ['-af', pan, '-c:a', 'pcm_f32le'] }
      }),
    ).map(async (made) => (await decodeForTest(made)).channels),
  )

/** RMS of the difference over that of the signal. */
const apart = (ours: readonly Float32Array[], theirs: readonly Float32Array[]): number => {
  let [difference, energy] = [0, 0]
  for (const [channel, plane] of ours.entries()) {
    expect(plane.length).toBeGreaterThanOrEqual(FRAMES)
    for (const [i, value] of plane.subarray(0, FRAMES).entries()) {
      difference += (value - (theirs[channel]?.[i] ?? 0)) ** 2
      energy += value ** 2
    }
  }
  return Math.sqrt(difference / energy)
}

/** Formats of 5.1 and 7.1, how ffmpeg writes them, and how near the channels stay. */
const WRITTEN = [
  ['flac', ['-c:a', 'flac'], 1e-6],
  ['ogg', ['-c:a', 'libvorbis', '-q:a', '7'], 1e-3],
  ['opus', ['-c:a', 'libopus', '-b:a', '512k'], 1e-3],
  ['mka', ['-c:a', 'libvorbis', '-q:a', '7'], 1e-3],
  ['mov', ['-c:a', 'pcm_s24le'], 1e-6],
  ['caf', ['-c:a', 'pcm_s16le'], 1e-6],
  ['aiff', ['-c:a', 'pcm_s16be'], 1e-6],
  ['w64', ['-c:a', 'pcm_f32le'], 1e-6],
] as const
const SURROUND = LAYOUTS.filter(([name]) => name === '5.1' || name === '7.1')

describe.skipIf(!hasCommand('ffmpeg'))('a downmix', () => {
  let plain: readonly { readonly file: Uint8Array; readonly theirs: readonly Float32Array[] }[] = []
  let coded: typeof plain = []
  beforeAll(async () => {
    const wavs = LAYOUTS.map(([, channels, mask, left]) => ({ file: many(channels, mask), left }))
    const jobs = WRITTEN.flatMap(([extension, args]) =>
      SURROUND.map(([name, channels, mask, left]) => ({
        input: many(channels, mask),
        extension,
        args,
        // Its tag for 5.1 says surround, which ffmpeg takes for the side.
        left:
          name === '5.1' && ['caf', 'aiff'].includes(extension) ? left.replace('BL', 'SL') : left,
      })),
    )
    const files = ffmpegFiles(jobs)
    const written = jobs.map(({ left }, k) => ({ file: files[k] ?? new Uint8Array(0), left }))
    const theirs = await byFfmpeg([...wavs, ...written])
    const all = [...wavs, ...written].map(({ file }, k) => ({ file, theirs: theirs[k] ?? [] }))
    plain = all.slice(0, wavs.length)
    coded = all.slice(wavs.length)
  })

  it.each(LAYOUTS.map(([name], k) => [name, k] as const))(
    'of %s in WAV is ffmpeg’s pan by the same rule',
    async (_, k) => {
      const { file = new Uint8Array(0), theirs = [] } = plain[k] ?? {}
      const { facts, channels: ours } = await decodeForTest(file, DOWNMIX)
      expect(facts).toMatchObject({ channelCount: 2, lengthFrames: FRAMES, bitDepth: 16 })
      expect(apart(ours, theirs)).toBeLessThan(1e-6)
    },
  )

  it.each(WRITTEN.map(([extension, , tolerance], k) => [extension, tolerance, k] as const))(
    'of 5.1 and 7.1 in .%s takes its channels in that format’s order',
    async (_, tolerance, k) => {
      const ofFormat = coded.slice(k * SURROUND.length, (k + 1) * SURROUND.length)
      expect(ofFormat).toHaveLength(2)
      for (const [n, { file, theirs }] of ofFormat.entries()) {
        const { facts, channels: ours } = await decodeForTest(file, DOWNMIX)
        expect(facts.channelCount, SURROUND[n]?.[0]).toBe(2)
        expect(apart(ours, theirs), SURROUND[n]?.[0]).toBeLessThan(tolerance)
      }
    },
  )

  it('says by how much it was lowered, and full scale in all channels stays full scale', async () => {
    const full = wav(
      integers(
        Array.from({ length: 600 }, () => -32_768),
        2,
      ),
      {
        channels: 6,
        extensible: true,
        mask: 0x3f,
      },
    )
    const { facts, channels } = await decodeForTest(full, DOWNMIX)
    const gain = 1 / (1 + Math.SQRT2)
    expect(facts.remarks).toEqual([{ kind: 'folded', channels: 6, choice: DOWNMIX, gain }])
    for (const plane of channels) expect(plane[50]).toBeCloseTo(-1, 6)
  })
})

describe('two of the channels', () => {
  it('come out bit for bit, in the order asked for', async () => {
    const values = seededIntegers(6 * 100, 16, 9)
    const file = wav(integers(values, 2), { channels: 6 })
    const choice = { kind: 'pair', left: 4, right: 1 } as const
    const { facts, channels } = await decodeForTest(file, choice)
    const planeOf = (channel: number) =>
      Float32Array.from({ length: 100 }, (_, i) => (values[i * 6 + channel] ?? 0) / 32_768)
    expect(channels).toEqual([planeOf(4), planeOf(1)])
    expect(facts.remarks).toEqual([{ kind: 'folded', channels: 6, choice, gain: 1 }])
  })

  it('that are not there are refused', async () => {
    const file = wav(new Uint8Array(120), { channels: 6 })
    await expect(decodeForTest(file, { kind: 'pair', left: 0, right: 6 })).rejects.toThrow(
      'too-many-channels',
    )
  })
})

describe('where nobody chose', () => {
  it('more than two channels are refused with their number', async () => {
    expect(await refusalForTest(wav(new Uint8Array(120), { channels: 6 }))).toEqual({
      code: 'too-many-channels',
      detail: '6',
    })
  })

  it('channels without a place (Ambisonics) are said to have none, and are not mixed by guess', async () => {
    const file = wav(new Uint8Array(96), { channels: 4, extensible: true, mask: 0 })
    const expected = { code: 'too-many-channels', detail: '4 unplaced' }
    expect(await refusalForTest(file)).toEqual(expected)
    await expect(decodeForTest(file, DOWNMIX)).rejects.toThrow('4 unplaced')
    const { facts } = await decodeForTest(file, { kind: 'pair', left: 0, right: 1 })
    expect(facts.channelCount).toBe(2)
  })

  it('mono and stereo are as they were, whatever is chosen', async () => {
    for (const channels of [1, 2]) {
      const { facts } = await decodeForTest(wav(new Uint8Array(80), { channels }), DOWNMIX)
      expect(facts).toMatchObject({ channelCount: channels, remarks: [] })
    }
  })
})
