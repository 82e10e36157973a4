import { describe, expect, it } from 'vitest'
import { chunk, integers, join, seededIntegers, text, wav } from '../../testing/bytes'
import { ffmpegFile, hasCommand } from '../../testing/commands'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'

const FRAMES = 44_100
const noise = (channels: number) => {
  const values = seededIntegers(FRAMES * channels, 16, channels).map((value) => value >> 3)
  return wav(new Uint8Array(Int16Array.from(values).buffer), { channels })
}
const mp3 = (channels: number, args: readonly string[] = []) =>
  ffmpegFile(noise(channels), 'mp3', ['-c:a', 'libmp3lame', ...args])
const plain = ['-b:a', '128k', '-write_xing', '0', '-id3v2_version', '0']

describe.skipIf(!hasCommand('ffmpeg'))('MP3 from the field', () => {
  const file = hasCommand('ffmpeg') ? mp3(2) : text('')
  const tag = text('ID3\x03\0\0\0\0\0\0')

  it.each([3000, 9000, 70_000, 300_000])('%i zeros before it', async (count) => {
    const zeros = new Uint8Array(count)
    expect((await decodeForTest(join(zeros, file))).facts.lengthFrames).toBe(FRAMES)
    expect((await decodeForTest(join(tag, zeros, file))).facts.lengthFrames).toBe(FRAMES)
  })

  it.each([
    ['text', text('What a song this was. '.repeat(300))],
    ['noise', integers(seededIntegers(9000, 8, 4), 1)],
  ])('%s before it', async (_, junk) => {
    expect((await decodeForTest(join(junk, file))).facts.lengthFrames).toBe(FRAMES)
  })

  it('mono that becomes stereo is stereo, the right channel too', async () => {
    const silent = wav(new Uint8Array(FRAMES * 2), { channels: 1 })
    const mono = ffmpegFile(silent, 'mp3', ['-c:a', 'libmp3lame', ...plain])
    const right = ffmpegFile(noise(1), 'mp3', [
      ...['-af', 'pan=stereo|c1=c0', '-c:a', 'libmp3lame'],
      ...plain,
    ])
    const { facts, channels } = await decodeForTest(join(mono, right))
    expect(facts.channelCount).toBe(2)
    const energy = channels.map((plane) => plane.reduce((sum, value) => sum + value * value, 0))
    expect(energy[1]).toBeGreaterThan(100 * (energy[0] ?? 0))
  })

  it('mono stays mono', async () => {
    expect((await decodeForTest(join(mp3(1, plain), mp3(1, plain)))).facts.channelCount).toBe(1)
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('ADTS from the field', () => {
  it('that starts inside a frame is known for AAC', async () => {
    const adts = ffmpegFile(noise(2), 'aac', ['-c:a', 'aac'])
    const error = await refusalForTest(adts.subarray(137))
    expect(error).toEqual({ code: 'codec-missing', detail: 'AAC' })
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('an ID3v2 tag before any container', () => {
  const title = join(text('TIT2'), Uint8Array.of(0, 0, 0, 7, 0, 0), text('\0Tagged'))
  const tag = join(text('ID3\x03\0\0\0\0\0'), Uint8Array.of(title.length), title)
  it.each([
    ['wav', ['-c:a', 'pcm_s16le']],
    ['aiff', ['-c:a', 'pcm_s16be']],
    ['caf', ['-c:a', 'pcm_s16le']],
    ['w64', ['-c:a', 'pcm_s16le']],
    ['au', ['-c:a', 'pcm_s16be']],
    ['flac', ['-c:a', 'flac']],
    ['oga', ['-c:a', 'flac']],
    ['mov', ['-c:a', 'pcm_s16le']],
  ] as const)('.%s is stepped over, and read', async (extension, args) => {
    const bare = ffmpegFile(noise(2), extension, args)
    const { facts, channels } = await decodeForTest(join(tag, bare))
    expect(facts.tags.title).toBe('Tagged')
    expect(channels).toEqual((await decodeForTest(bare)).channels)
  })

  it('in a chunk of WAV it counts, too', async () => {
    const { facts } = await decodeForTest(join(noise(2), chunk('id3 ', tag)))
    expect(facts.tags.title).toBe('Tagged')
  })
})
