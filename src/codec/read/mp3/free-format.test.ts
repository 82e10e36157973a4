import { describe, expect, it } from 'vitest'
import { join, seededIntegers, wav } from '../../testing/bytes'
import { ffmpegFile, hasCommand, run } from '../../testing/commands'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'
import { MPEG_HEADER_BYTES, parseMpegHeader } from './mpeg-header'

const FRAMES = 44_100

/** Noise that comes and goes, so that the encoder's reservoir fills and empties. */
const programme = (channels: number, rate = 44_100): Uint8Array => {
  const values = seededIntegers(FRAMES * channels, 16, 5).map((value, i) =>
    (i / channels) % 9_000 < 3_000 ? value >> 2 : value >> 9,
  )
  return wav(new Uint8Array(Int16Array.from(values).buffer), { channels, rate })
}

/** The same frames with no bit rate in their headers: that alone is free format. */
const freed = (mpeg: Uint8Array): Uint8Array => {
  const free = mpeg.slice()
  const view = new DataView(mpeg.buffer, mpeg.byteOffset, mpeg.length)
  for (let at = 0; at + MPEG_HEADER_BYTES <= free.length; ) {
    const header = parseMpegHeader(view, at)
    if (!header) throw new Error(`no frame at ${at}`)
    free[at + 2] = (free[at + 2] ?? 0) & 0x0f
    at += header.frameBytes
  }
  return free
}

const lameFile = (input: Uint8Array, args: readonly string[]): Uint8Array =>
  run('lame', ['--quiet', ...args, '-', '-'], input)

const bare = ['-write_xing', '0', '-id3v2_version', '0']

describe.skipIf(!hasCommand('ffmpeg'))('MPEG audio of free format', () => {
  it.each([
    ['stereo, 128 kbit/s', 2, 44_100, ['-b:a', '128k']],
    ['stereo, 320 kbit/s, the highest', 2, 44_100, ['-b:a', '320k']],
    ['stereo, 32 kbit/s', 2, 44_100, ['-b:a', '32k']],
    ['stereo without joining', 2, 48_000, ['-b:a', '192k', '-joint_stereo', '0']],
    ['mono', 1, 44_100, ['-b:a', '96k']],
    ['MPEG-2, stereo', 2, 22_050, ['-b:a', '64k']],
    ['MPEG-2, mono', 1, 24_000, ['-b:a', '40k']],
    ['MPEG-2.5', 1, 8_000, ['-b:a', '16k']],
    ['without a reservoir', 2, 44_100, ['-b:a', '160k', '-reservoir', '0']],
  ] as const)(
    '%s: the very samples that the same frames with a bit rate give',
    async (_, channels, rate, args) => {
      const stated = ffmpegFile(programme(channels, rate), 'mp3', [
        '-c:a',
        'libmp3lame',
        ...args,
        ...bare,
      ])
      const free = await decodeForTest(freed(stated))
      const expected = await decodeForTest(stated)
      expect(free.facts.lengthFrames).toBeGreaterThan(FRAMES)
      expect(free.facts).toMatchObject({ channelCount: channels, sampleRate: rate, remarks: [] })
      expect(free.channels).toEqual(expected.channels)
    },
  )

  it('Layer II: the very samples', async () => {
    const stated = ffmpegFile(programme(2), 'mp2', ['-c:a', 'mp2', '-b:a', '192k'])
    const { channels } = await decodeForTest(freed(stated))
    expect(channels).toEqual((await decodeForTest(stated)).channels)
  })

  it('cut at its start: all but the frames whose data are gone', async () => {
    const stated = ffmpegFile(programme(2), 'mp3', ['-c:a', 'libmp3lame', '-b:a', '128k', ...bare])
    const from = 9 * 417 + 200
    const { facts, channels } = await decodeForTest(freed(stated).subarray(from))
    expect(facts.lengthFrames).toBeGreaterThan(FRAMES - 10 * 1152)
    const whole = await decodeForTest(stated)
    const shift = whole.facts.lengthFrames - facts.lengthFrames
    const late = 6 * 1152
    // The decoder's filters remember what was before, below the last bit of what they say.
    const apart = (channels[0]?.subarray(late) ?? []).map((value, i) =>
      Math.abs(value - (whole.channels[0]?.[late + shift + i] ?? 0)),
    )
    expect(Math.max(...apart)).toBeLessThan(1e-6)
  })

  it('with something else between its frames', async () => {
    const stated = ffmpegFile(programme(2), 'mp3', ['-c:a', 'libmp3lame', '-b:a', '128k', ...bare])
    const free = freed(stated)
    const spot = new Uint8Array(1000).fill(7)
    const { facts } = await decodeForTest(join(free.subarray(0, 8_000), spot, free.subarray(8_000)))
    const { facts: whole } = await decodeForTest(stated)
    expect(Math.abs(facts.lengthFrames - whole.lengthFrames)).toBeLessThan(4 * 1152)
  })
})

describe.skipIf(!hasCommand('lame'))('MP3 of free format as LAME writes it', () => {
  it.each([100, 200, 300])(
    '%i kbit/s: as long as what went in, with the delays of both codecs',
    async (kbps) => {
      const { facts, channels } = await decodeForTest(
        lameFile(programme(2), ['--freeformat', '--resample', '44.1', '-b', String(kbps)]),
      )
      expect(facts).toMatchObject({ sampleRate: 44_100, channelCount: 2, remarks: [] })
      expect(facts.lengthFrames).toBe(40 * 1152)
      const loud = channels[0]?.subarray(9_000 + 2_257, 12_000) ?? new Float32Array()
      expect(Math.sqrt(loud.reduce((sum, v) => sum + v * v, 0) / loud.length)).toBeGreaterThan(0.05)
    },
  )

  it('beyond the highest bit rate, which no standard allows, is refused by name', async () => {
    const error = await refusalForTest(lameFile(programme(2), ['--freeformat', '-b', '640']))
    expect(error.code).toBe('format-unsupported')
    expect(error.detail).toContain('free-format MP3')
  })
})
