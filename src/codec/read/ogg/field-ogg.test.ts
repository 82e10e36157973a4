import { describe, expect, it } from 'vitest'
import { integers, join, seededIntegers, text, wav } from '../../testing/bytes'
import { ffmpegFile, ffmpegWav, hasCommand } from '../../testing/commands'
import { decodeForTest } from '../../testing/open-for-test'

const RATE = 44_100

/** Soft noise, so that nothing of it is ever near full scale. */
const noise = (frames: number, channels: number, rate = RATE, seed = 1) => {
  const values = seededIntegers(frames * channels, 16, seed).map((value) => value >> 3)
  return wav(new Uint8Array(Int16Array.from(values).buffer), { channels, rate })
}

const files = new Map<string, Uint8Array>()

/** Written once for all tests that want the same; none of them changes it. */
const once = (what: readonly unknown[], write: () => Uint8Array): Uint8Array => {
  const key = JSON.stringify(what)
  const file = files.get(key) ?? write()
  files.set(key, file)
  return file
}

const vorbis = (frames: number, channels = 2, more: readonly string[] = [], rate = RATE) =>
  once(['vorbis', frames, channels, more, rate], () =>
    ffmpegFile(noise(frames, channels, rate, channels + frames), 'ogg', [
      ...['-c:a', 'libvorbis', '-serial_offset', String(frames)],
      ...more,
    ]),
  )

const opus = (frames: number, channels = 2, more: readonly string[] = []) =>
  once(['opus', frames, channels, more], () =>
    ffmpegFile(noise(frames, channels, RATE, frames), 'opus', [
      ...['-c:a', 'libopus', '-serial_offset', String(frames)],
      ...more,
    ]),
  )

const peakOf = (planes: readonly Float32Array[]) =>
  planes.reduce((most, plane) => plane.reduce((m, v) => Math.max(m, Math.abs(v)), most), 0)

/** dB of the difference from what ffmpeg decodes, against the sound. */
const residueDb = async (file: Uint8Array) => {
  const { channels } = await decodeForTest(file)
  const { channels: judged } = await decodeForTest(ffmpegWav(file))
  let error = 0
  let sum = 0
  channels.forEach((plane, channel) => {
    expect(judged[channel]?.length).toBe(plane.length)
    plane.forEach((value, i) => {
      error += (value - (judged[channel]?.[i] ?? 0)) ** 2
      sum += value ** 2
    })
  })
  return 10 * Math.log10(error / sum)
}

describe.skipIf(!hasCommand('ffmpeg'))('chained Ogg', () => {
  it('of parts alike is whole', async () => {
    const { facts } = await decodeForTest(join(vorbis(22_050), vorbis(11_025)))
    expect(facts).toMatchObject({ lengthFrames: 33_075, remarks: [] })
  })

  it('of parts of another quality: each by its own headers', async () => {
    const first = vorbis(22_050)
    const second = vorbis(11_025, 2, ['-q:a', '8'])
    const { channels } = await decodeForTest(join(first, second))
    const alone = (await decodeForTest(second)).channels
    expect(channels.map((plane) => plane.subarray(22_050))).toEqual(alone)
    expect(peakOf(channels)).toBeLessThan(0.5)
  })

  it.each([
    [1, 2],
    [2, 1],
  ])('of %i and then %i channels is stereo', async (before, after) => {
    const file = join(vorbis(22_050, before), vorbis(11_025, after))
    const { facts, channels } = await decodeForTest(file)
    expect(facts).toMatchObject({ channelCount: 2, lengthFrames: 33_075, remarks: [] })
    const mono = before === 1 ? [0, 22_050] : [22_050, 33_075]
    expect(channels[0]?.subarray(...mono)).toEqual(channels[1]?.subarray(...mono))
    expect(peakOf(channels)).toBeLessThan(0.5)
  })

  it('of another sample rate ends there, and says what was left out', async () => {
    const file = join(vorbis(22_050), vorbis(11_025, 1, [], 22_050))
    const { facts, channels } = await decodeForTest(file)
    expect(facts.lengthFrames).toBe(22_050)
    expect(facts.remarks).toEqual([{ kind: 'left-out', frames: 22_050, reason: 'other-rate' }])
    expect(peakOf(channels)).toBeLessThan(0.5)
  })

  it('of Opus is whole, mono first too', async () => {
    const { facts } = await decodeForTest(join(opus(44_100), opus(22_050)))
    expect(facts).toMatchObject({ lengthFrames: 72_000, remarks: [] })
    const mixed = await decodeForTest(join(opus(22_050, 1), opus(44_100)))
    expect(mixed.facts).toMatchObject({ channelCount: 2, lengthFrames: 72_000 })
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('Opus with a channel mapping', () => {
  it.each([
    [1, '255'],
    [2, '255'],
    [2, '1'],
  ])('%i channel(s), family %s: as ffmpeg decodes it', async (channels, family) => {
    const file = opus(44_100, channels, ['-mapping_family', family, '-b:a', '256k'])
    expect(await residueDb(file)).toBeLessThan(-80)
  })
})

/** A page of one packet, its checksum left zero. */
const page = (serial: number, flags: number, packet: Uint8Array) =>
  join(
    text('OggS\0'),
    Uint8Array.of(flags),
    new Uint8Array(8),
    integers([serial, 0, 0], 4),
    Uint8Array.of(1, packet.length),
    packet,
  )

const firstPageBytes = (file: Uint8Array) => {
  const count = file[26] ?? 0
  return 27 + count + file.subarray(27, 27 + count).reduce((sum, length) => sum + length, 0)
}

describe.skipIf(!hasCommand('ffmpeg'))('Ogg whose first stream is not the sound', () => {
  it.each([
    ['Vorbis', () => vorbis(22_050), 22_050],
    ['Opus', () => opus(44_100), 48_000],
    ['FLAC', () => ffmpegFile(noise(22_050, 2), 'oga', ['-c:a', 'flac']), 22_050],
  ] as const)('a skeleton before %s', async (_, make, lengthFrames) => {
    const file = make()
    const at = firstPageBytes(file)
    const skeleton = page(99, 2, join(text('fishead\0'), new Uint8Array(56)))
    const end = page(99, 4, new Uint8Array(0))
    const mixed = join(skeleton, file.subarray(0, at), end, file.subarray(at))
    expect((await decodeForTest(mixed)).facts).toMatchObject({ lengthFrames, remarks: [] })
  })

  it('a picture before Vorbis', async () => {
    const file = ffmpegFile(noise(44_100, 2), 'ogv', [
      ...['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1', '-map', '1:v', '-map', '0:a'],
      ...['-c:v', 'libtheora', '-c:a', 'libvorbis'],
    ])
    expect((await decodeForTest(file)).facts).toMatchObject({ codec: 'Vorbis', channelCount: 2 })
  })
})

describe.skipIf(!hasCommand('ffmpeg'))('damaged Ogg', () => {
  it.each([
    ['Vorbis', () => vorbis(132_300), 132_300],
    ['Opus', () => opus(132_300), 144_000],
  ] as const)('%s keeps its length, and says where it is silent', async (_, make, lengthFrames) => {
    const file = make().slice()
    const at = Math.floor(file.length / 2)
    file.set(integers(seededIntegers(200, 8, 5), 1), at)
    const { facts, channels } = await decodeForTest(file)
    expect(facts.lengthFrames).toBe(lengthFrames)
    const [remark] = facts.remarks
    if (remark?.kind !== 'damaged') throw new Error('no damage told')
    const silent = channels[0]?.subarray(remark.atFrame, remark.atFrame + remark.frames)
    expect(silent?.every((value) => value === 0)).toBe(true)
    expect(remark.atFrame).toBeGreaterThan(lengthFrames / 4)
    expect(remark.atFrame + remark.frames).toBeLessThan(lengthFrames * 0.75)
    expect(peakOf(channels)).toBeLessThan(0.5)
  })

  it('cut in the middle of a page says that it breaks off', async () => {
    const file = vorbis(132_300)
    const { facts } = await decodeForTest(file.subarray(0, (file.length * 2) / 3))
    expect(facts.remarks).toEqual([{ kind: 'truncated', missingFrames: null }])
  })
})
