import { describe, expect, it } from 'vitest'
import { seededIntegers } from '../../testing/bytes'
import { decodeForTest } from '../../testing/open-for-test'
import { sha256, writeForTest } from '../testing/write-for-test'
import { wavHeader } from './wav-header'
import { type WavOptions, wavWriter } from './wav-writer'

type Choice = Pick<WavOptions, 'depth' | 'dither' | 'seed'>

const noise = (frames: number, seed: number, peak = 0.9): Float32Array =>
  Float32Array.from(seededIntegers(frames, 30, seed), (value) => (value / 2 ** 29) * peak)

const write = (channels: readonly Float32Array[], choice: Choice, blockFrames = 4096) => {
  const lengthFrames = channels[0]?.length ?? 0
  const shape = { sampleRate: 44_100, channelCount: channels.length, lengthFrames }
  return writeForTest(
    channels,
    (services) => wavWriter({ ...shape, ...choice }, services),
    blockFrames,
  )
}

/** Largest distance in LSB between what was written and what is read back. */
const worstErrorLsb = (
  sent: readonly Float32Array[],
  back: readonly Float32Array[],
  bits: number,
): number => {
  let worst = 0
  for (const [channel, plane] of sent.entries())
    for (const [i, value] of plane.entries())
      worst = Math.max(
        worst,
        Math.abs(value - (back[channel]?.[i] ?? Number.NaN)) * 2 ** (bits - 1),
      )
  return worst
}

describe.each([1, 2])('the WAV writer with %i channel(s)', (count) => {
  const channels = [noise(10_001, 3), noise(10_001, 4)].slice(0, count)

  it('writes float that reads back bit for bit, above full scale too', async () => {
    const loud = channels.map((plane) => plane.map((value) => value * 3))
    const { bytes, clippedSamples } = await write(loud, { depth: '32f', dither: 'tpdf' })
    const { facts, channels: back } = await decodeForTest(bytes)
    expect(back).toEqual(loud)
    expect(clippedSamples).toBe(0)
    expect(facts).toMatchObject({ codec: 'IEEE float 32-bit', remarks: [] })
  })

  it.each([
    ['16', 16],
    ['24', 24],
  ] as const)('%s without dither is at most half an LSB off', async (depth, bits) => {
    const { bytes } = await write(channels, { depth, dither: 'none' })
    const { facts, channels: back } = await decodeForTest(bytes)
    expect(worstErrorLsb(channels, back, bits)).toBeLessThanOrEqual(0.5)
    expect(facts).toMatchObject({ bitDepth: bits, lengthFrames: 10_001, remarks: [] })
  })

  it.each([
    ['16', 16],
    ['24', 24],
  ] as const)('%s with TPDF is at most 1.5 LSB off', async (depth, bits) => {
    const { bytes } = await write(channels, { depth, dither: 'tpdf' })
    const { channels: back } = await decodeForTest(bytes)
    const worst = worstErrorLsb(channels, back, bits)
    expect(worst).toBeLessThanOrEqual(1.5)
    expect(worst).toBeGreaterThan(1)
  })

  it.each([
    ['16', 'none'],
    ['16', 'tpdf'],
    ['16', 'wannamakerF3'],
    ['24', 'tpdf'],
    ['32f', 'none'],
  ] as const)('%s with dither %s gives the same bytes for any blocking', async (depth, dither) => {
    const whole = await write(channels, { depth, dither, seed: 9 }, 10_001)
    for (const blockFrames of [1, 64, 997, 4096]) {
      const { bytes } = await write(channels, { depth, dither, seed: 9 }, blockFrames)
      expect(Buffer.compare(bytes, whole.bytes)).toBe(0)
    }
  })

  it('gives other bytes for another seed', async () => {
    const choice = { depth: '16', dither: 'tpdf' } as const
    const one = await write(channels, { ...choice, seed: 1 })
    const two = await write(channels, { ...choice, seed: 2 })
    expect(sha256(one.bytes)).not.toBe(sha256(two.bytes))
  })
})

describe('clipping', () => {
  it('clamps and counts: +1.0 is one LSB too much, −1.0 fits', async () => {
    const plane = Float32Array.of(1, -1, 1.5, -1.5, 0, 32_767 / 32_768)
    const { bytes, clippedSamples } = await write([plane], { depth: '16', dither: 'none' })
    const { channels } = await decodeForTest(bytes)
    const top = 32_767 / 32_768
    expect(channels).toEqual([Float32Array.of(top, -1, top, -1, 0, top)])
    expect(clippedSamples).toBe(3)
  })
})

describe('the header', () => {
  it('says RF64 with 64-bit sizes once 4 GiB are exceeded', () => {
    const lengthFrames = 2 ** 30
    const shape = { sampleRate: 48_000, channelCount: 2, bytesPerSample: 3, float: false } as const
    const header = wavHeader({ ...shape, lengthFrames })
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
    expect(String.fromCharCode(...header.subarray(0, 4))).toBe('RF64')
    expect(view.getUint32(4, true)).toBe(0xffffffff)
    const dataBytes = lengthFrames * 6
    expect(Number(view.getBigUint64(20, true))).toBe(header.length + dataBytes - 8)
    expect(Number(view.getBigUint64(28, true))).toBe(dataBytes)
    expect(Number(view.getBigUint64(36, true))).toBe(lengthFrames)
    expect(view.getUint32(header.length - 4, true)).toBe(0xffffffff)
  })

  it('of a plain file counts the padding byte of odd data', async () => {
    const { bytes } = await write([noise(3, 1)], { depth: '24', dither: 'none' })
    expect(bytes.length).toBe(44 + 9 + 1)
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(bytes.length - 8)
  })
})
