import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { seededIntegers } from '../../testing/bytes'
import { hasCommand, run } from '../../testing/commands'
import { decodeForTest } from '../../testing/open-for-test'
import type { Depth } from '../sample-depth'
import { writeForTest } from '../testing/write-for-test'
import { wavHeader } from './wav-header'
import { wavWriter } from './wav-writer'

const FRAMES = 1001
const folder = mkdtempSync(joinPath(tmpdir(), 'wav-judges-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = async (depth: Depth, channelCount: number): Promise<Uint8Array> => {
  const shape = { sampleRate: 48_000, channelCount, lengthFrames: FRAMES }
  const planes = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from(seededIntegers(FRAMES, 30, channel + 1), (value) => value / 2 ** 29.5),
  )
  const { bytes } = await writeForTest(planes, (services) =>
    wavWriter({ ...shape, depth, dither: 'tpdf', seed: 4 }, services),
  )
  return bytes
}

const CASES = [
  ['16', 1],
  ['16', 2],
  ['24', 1],
  ['24', 2],
  ['32f', 1],
  ['32f', 2],
] as const

const asFloats = (bytes: Uint8Array): Float32Array =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))

const interleaved = (channels: readonly Float32Array[]): Float32Array =>
  Float32Array.from({ length: FRAMES * channels.length }, (_, i) => {
    const plane = channels[i % channels.length]
    return plane?.[Math.floor(i / channels.length)] ?? Number.NaN
  })

describe.skipIf(!hasCommand('ffmpeg') || !hasCommand('ffprobe'))('ffmpeg', () => {
  it('reads all of a file over 4 GiB, and its last samples', () => {
    const lengthFrames = 2 ** 30
    const shape = { sampleRate: 48_000, channelCount: 2, bytesPerSample: 3, float: false } as const
    const header = wavHeader({ ...shape, lengthFrames })
    const path = joinPath(folder, 'long.wav')
    // Nothing but its beginning and its end takes room on the disk.
    writeFileSync(path, header)
    truncateSync(path, header.length + 6 * lengthFrames - 6)
    appendFileSync(path, Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0))
    const args = ['-v', 'error', '-show_entries', 'stream=duration_ts', '-of', 'csv=p=0', path]
    expect(Buffer.from(run('ffprobe', args)).toString().trim()).toBe(String(lengthFrames))
    const seek = ['-ss', String((lengthFrames - 2) / 48_000), '-i', path]
    const last = run('ffmpeg', ['-v', 'error', ...seek, '-f', 'f32le', '-'])
    expect(asFloats(last).subarray(-4)).toEqual(Float32Array.of(0, 0, 0.5, -0.5))
  })

  it.each(CASES)('reads our %s with %i channel(s) sample for sample', async (depth, count) => {
    const bytes = await written(depth, count)
    const path = joinPath(folder, `${depth}-${count}.wav`)
    writeFileSync(path, bytes)
    const { channels } = await decodeForTest(bytes)
    const judged = run('ffmpeg', ['-i', path, '-f', 'f32le', '-c:a', 'pcm_f32le', '-'])
    expect(asFloats(judged)).toEqual(interleaved(channels))
    const args = ['-show_streams', '-of', 'json', path]
    const probe = JSON.parse(Buffer.from(run('ffprobe', args)).toString())
    const codecs = { '16': 'pcm_s16le', '24': 'pcm_s24le', '32f': 'pcm_f32le' }
    expect(probe.streams[0]).toMatchObject({
      codec_name: codecs[depth],
      channels: count,
      sample_rate: '48000',
      duration_ts: FRAMES,
    })
  })
})

describe.skipIf(!hasCommand('sox'))('sox', () => {
  it.each(CASES)('reads our %s with %i channel(s) sample for sample', async (depth, count) => {
    const bytes = await written(depth, count)
    const path = joinPath(folder, `sox-${depth}-${count}.wav`)
    writeFileSync(path, bytes)
    const { channels } = await decodeForTest(bytes)
    const raw = ['-e', 'signed', '-b', '32', '-t', 'raw', '-']
    const judged = new Int32Array(run('sox', [path, ...raw]).slice().buffer)
    // sox works in 32-bit integers and cuts off what floats hold below them; ours at 16 and 24 bit are exact.
    const boundLsb32 = depth === '32f' ? 1 : Number.MIN_VALUE
    for (const [i, value] of interleaved(channels).entries())
      expect(Math.abs((judged[i] ?? Number.NaN) - value * 2 ** 31)).toBeLessThan(boundLsb32)
  })
})
