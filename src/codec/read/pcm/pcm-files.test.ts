import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { integers, seededIntegers, wav } from '../../testing/bytes'
import { hasCommand, run } from '../../testing/commands'
import { ffmpegBatch } from '../../testing/ffmpeg-batch'
import { decodeForTest } from '../../testing/open-for-test'

const FRAMES = 1001
const folder = mkdtempSync(joinPath(tmpdir(), 'pcm-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** 24-bit values whose lower bits are zero: every depth ≥ `bits` holds them exactly. */
const reference = (channels: number, bits: number) => {
  const values = seededIntegers(FRAMES * channels, bits)
  const file = wav(
    integers(
      values.map((value) => value * 2 ** (24 - bits)),
      3,
    ),
    { channels, bits: 24 },
  )
  const planes = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: FRAMES },
      (_value, i) => (values[i * channels + channel] ?? 0) / 2 ** (bits - 1),
    ),
  )
  return { file, planes }
}

type Case = readonly [container: string, codec: string, bits: number, label: string]

const FFMPEG: readonly Case[] = [
  ['wav', 'pcm_u8', 8, 'PCM 8-bit'],
  ['wav', 'pcm_s16le', 16, 'PCM 16-bit'],
  ['wav', 'pcm_s24le', 24, 'PCM 24-bit'],
  ['wav', 'pcm_s32le', 24, 'PCM 32-bit'],
  ['wav', 'pcm_f32le', 24, 'IEEE float 32-bit'],
  ['wav', 'pcm_f64le', 24, 'IEEE float 64-bit'],
  ['w64', 'pcm_s16le', 16, 'PCM 16-bit'],
  ['w64', 'pcm_s24le', 24, 'PCM 24-bit'],
  ['w64', 'pcm_f32le', 24, 'IEEE float 32-bit'],
  ['aiff', 'pcm_s8', 8, 'PCM 8-bit'],
  ['aiff', 'pcm_s16be', 16, 'PCM 16-bit'],
  ['aiff', 'pcm_s24be', 24, 'PCM 24-bit'],
  ['aiff', 'pcm_s32be', 24, 'PCM 32-bit'],
  ['aiff', 'pcm_s16le', 16, 'PCM 16-bit'],
  ['aiff', 'pcm_f32be', 24, 'IEEE float 32-bit'],
  ['aiff', 'pcm_f64be', 24, 'IEEE float 64-bit'],
  ['caf', 'pcm_s8', 8, 'PCM 8-bit'],
  ['caf', 'pcm_s16be', 16, 'PCM 16-bit'],
  ['caf', 'pcm_s16le', 16, 'PCM 16-bit'],
  ['caf', 'pcm_s24be', 24, 'PCM 24-bit'],
  ['caf', 'pcm_s24le', 24, 'PCM 24-bit'],
  ['caf', 'pcm_s32le', 24, 'PCM 32-bit'],
  ['caf', 'pcm_f32be', 24, 'IEEE float 32-bit'],
  ['caf', 'pcm_f32le', 24, 'IEEE float 32-bit'],
  ['caf', 'pcm_f64le', 24, 'IEEE float 64-bit'],
]

const batch = ffmpegBatch(folder)
const WRITTEN = FFMPEG.map(([container, codec, bits, label]) => {
  const args = ['-c:a', codec, '-f', container]
  return [container, codec, bits, label, batch.want('a', String(bits), args)] as const
})

describe.skipIf(!hasCommand('ffmpeg'))('files written by ffmpeg read exactly', () => {
  beforeAll(() => batch.write((bits) => reference(2, Number(bits)).file))

  it.each(WRITTEN)('%s, %s', async (container, _codec, bits, label, file) => {
    const { planes } = reference(2, bits)
    const { facts, channels } = await decodeForTest(file())
    // ffmpeg counts the padding of its w64 as data: its own decoder reads a frame more, too.
    const content = container === 'w64' ? channels.map((c) => c.subarray(0, FRAMES)) : channels
    expect(content).toEqual(planes)
    expect(facts).toMatchObject({ codec: label, sampleRate: 44_100, remarks: [] })
  })

  it.each(['wav', 'w64', 'aiff', 'caf'])('%s written to a pipe', async (container) => {
    const { file, planes } = reference(2, 16)
    const codec = container === 'aiff' ? 'pcm_s16be' : 'pcm_s16le'
    const bytes = run('ffmpeg', ['-i', '-', '-c:a', codec, '-f', container, '-'], file)
    const { facts, channels } = await decodeForTest(bytes)
    expect(channels.map((plane) => plane.subarray(0, FRAMES))).toEqual(planes)
    expect(facts.remarks).toEqual([])
  })

  it('RF64, written to a file and to a pipe', async () => {
    const { file, planes } = reference(2, 16)
    const path = joinPath(folder, 'long.wav')
    const output = ['-c:a', 'pcm_s16le', '-rf64', 'always', '-f', 'wav', '-y']
    run('ffmpeg', ['-i', '-', ...output, path], file)
    const { facts, channels } = await decodeForTest(new Uint8Array(readFileSync(path)))
    expect(channels).toEqual(planes)
    expect(facts).toMatchObject({ container: 'RF64', remarks: [] })
    const streamed = await decodeForTest(run('ffmpeg', ['-i', '-', ...output, '-'], file))
    expect(streamed.channels.map((plane) => plane.subarray(0, FRAMES))).toEqual(planes)
  })
})

const SOX: readonly (readonly [string, readonly string[], number])[] = [
  ['wav', ['-e', 'unsigned', '-b', '8'], 8],
  ['wav', ['-e', 'signed', '-b', '24'], 24],
  ['wav', ['-e', 'float', '-b', '64'], 24],
  ['w64', ['-e', 'signed', '-b', '16'], 16],
  ['aiff', ['-e', 'signed', '-b', '24'], 24],
  ['aifc', ['-e', 'float', '-b', '32'], 24],
  ['caf', ['-e', 'signed', '-b', '24'], 24],
  ['caf', ['-e', 'float', '-b', '32'], 24],
]

describe.skipIf(!hasCommand('sox'))('files written by sox read exactly', () => {
  it.each(SOX)('%s %j', async (container, encoding, bits) => {
    const { file, planes } = reference(2, bits)
    const path = joinPath(folder, `sox.${container}`)
    const output = ['-D', '-t', 'wav', '-', ...encoding, '-t', container]
    run('sox', [...output, path], file)
    const { facts, channels } = await decodeForTest(new Uint8Array(readFileSync(path)))
    expect(channels).toEqual(planes)
    expect(facts.remarks).toEqual([])
  })

  it.each(['wav', 'aiff'])('%s written to a pipe', async (container) => {
    const { file, planes } = reference(2, 24)
    const bytes = run('sox', ['-t', 'wav', '-', '-b', '24', '-t', container, '-'], file)
    const { facts, channels } = await decodeForTest(bytes)
    expect(channels).toEqual(planes)
    expect(facts.remarks).toEqual([])
  })
})
