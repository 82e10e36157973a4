import { describe, expect, test } from 'vitest'
import { decodeForTest } from '../codec/testing/open-for-test'
import { DITHER_NAMES } from '../codec/write/sample-depth'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { memoryFileServices } from './testing/memory-files'
import { undithered } from './undithered'
import { writeFile } from './write-file'

const SERVICES = { kernels: nodeKernels(), job: detachedJob }

const RATE = 44_100
const FRAMES = RATE + 777
const services = memoryFileServices()

/** Seeded noise on the grid of `bits` bits, other in each channel. */
const gridNoise = (bits: number, frames = FRAMES): readonly Float32Array[] =>
  [3, 4].map((seed) => {
    const noise = seededNoise(seed)
    const scale = 2 ** (bits - 1)
    return Float32Array.from(
      { length: frames },
      () => Math.round(noise() * 0.4 * scale) / scale + 0,
    )
  })

const storeOf = (channels: readonly Float32Array[]): MemoryPcmStore => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

type Format = 'wav' | 'aiff' | 'flac' | 'alac'

/** The samples of the file that these channels are written as. */
const written = async (
  channels: readonly Float32Array[],
  choices: Partial<Parameters<typeof writeFile>[2]> = {},
  format: Format = 'wav',
): Promise<readonly Float32Array[]> => {
  const all = { depth: '16', dither: 'tpdf', quality: '', blankSilence: true, ...choices } as const
  const { source } = await writeFile(storeOf(channels), format, all, services)
  const { channels: found } = await decodeForTest(source)
  return found
}

const withSilence = (channels: readonly Float32Array[], from: number, to: number) =>
  channels.map((plane) => plane.map((value, i) => (i >= from && i < to ? 0 : value)))

/** Not on any grid. */
const moved = (channels: readonly Float32Array[]) => channels.map((x) => x.map((v) => v * 0.9))

describe('a source of the depth that is written', () => {
  test.each(DITHER_NAMES)(
    'leaves as it came at 16 bit with dither %s, switch or not',
    async (dither) => {
      const channels = withSilence(gridNoise(16), 5_000, 20_000)
      for (const blankSilence of [true, false])
        expect(await written(channels, { dither, blankSilence })).toEqual(channels)
    },
  )

  test.each(['aiff', 'flac', 'alac'] as const)('leaves as it came in %s', async (format) => {
    const channels = gridNoise(16)
    expect(await written(channels, {}, format)).toEqual(channels)
  })

  test('leaves as it came at 24 bit, in one channel as in two, and at full scale', async () => {
    const channels = gridNoise(24)
    expect(await written(channels, { depth: '24' })).toEqual(channels)
    const [left = new Float32Array()] = gridNoise(16)
    left[7] = -1
    left[8] = 32_767 / 32_768
    expect(await written([left])).toEqual([left])
  })

  test('is dithered where one sample of it is off the grid, and no further than there', async () => {
    const channels = gridNoise(16)
    const [left = new Float32Array()] = channels
    left[20_000] = 0.1234567
    const found = await written(channels)
    expect(found[0]?.subarray(0, 20_000)).toEqual(left.subarray(0, 20_000))
    expect(found[0]?.subarray(20_001)).toEqual(left.subarray(20_001))
    expect(Math.abs((found[0]?.[20_000] ?? 0) - 0.1234567)).toBeLessThan(1.5 / 32_768)
  })

  test('of more bits is dithered', async () => {
    const channels = gridNoise(20)
    expect(await written(channels)).not.toEqual(await written(channels, { dither: 'none' }))
  })
})

describe('digital silence', () => {
  const FROM = 10_001
  const TO = 30_003

  test.each(DITHER_NAMES)(
    'stays silent within dithered music to the frame: dither %s',
    async (dither) => {
      const found = await written(withSilence(moved(gridNoise(16)), FROM, TO), { dither })
      for (const plane of found) {
        expect(plane.subarray(FROM, TO).every((value) => value === 0)).toBe(true)
        expect(plane.subarray(0, FROM).some((value) => value !== 0)).toBe(true)
      }
    },
  )

  test('is dithered with the switch off', async () => {
    const channels = withSilence(moved(gridNoise(16)), FROM, TO)
    const found = await written(channels, { blankSilence: false })
    const quiet = found[0]?.subarray(FROM, TO) ?? new Float32Array()
    // TPDF of ±1 LSB rounds to something else than 0 in a quarter of the samples.
    expect(quiet.filter((value) => value !== 0).length / quiet.length).toBeCloseTo(0.25, 1)
  })

  test('changes nothing of the music around it', async () => {
    const channels = withSilence(moved(gridNoise(16)), FROM, TO)
    const on = await written(channels)
    const off = await written(channels, { blankSilence: false })
    for (const [channel, plane] of on.entries()) {
      expect(plane.subarray(0, FROM)).toEqual(off[channel]?.subarray(0, FROM))
      expect(plane.subarray(TO)).toEqual(off[channel]?.subarray(TO))
    }
  })

  test('counts below −180 dBFS, as a filter’s tail leaves it, and from the first frame and to the last', async () => {
    const [left = new Float32Array()] = moved(gridNoise(16))
    const tail = left.map((value, i) => (i < 100 || i > FRAMES - 100 ? 9e-10 : value))
    const stretches = await undithered(
      storeOf([tail]),
      { depth: '16', dither: 'tpdf', blankSilence: true },
      SERVICES,
    )
    expect(stretches).toEqual([
      { fromFrame: 0, toFrame: 100, isSilent: true },
      { fromFrame: FRAMES - 99, toFrame: FRAMES, isSilent: true },
    ])
  })

  test('in one channel only is dithered as the other is', async () => {
    const [left = new Float32Array()] = moved(gridNoise(16))
    const found = await written([left, new Float32Array(FRAMES)])
    expect(found[1]?.some((value) => value !== 0)).toBe(true)
  })

  test('of any length, and nothing at all, is written as silence', async () => {
    for (const frames of [0, 1, 5, 1_023, 100_000]) {
      const silence = [new Float32Array(frames), new Float32Array(frames)]
      if (frames > 0) expect(await written(silence, { dither: 'improvedE9' })).toEqual(silence)
      else
        expect(
          await undithered(
            storeOf(silence),
            { depth: '16', dither: 'tpdf', blankSilence: true },
            SERVICES,
          ),
        ).toEqual([])
    }
  })
})

test('stretches are the same for every length of block ahead of them', async () => {
  // Blocks of the scan begin elsewhere when silence is longer by a few frames; the found stretch moves by just that.
  for (const extra of [0, 1, 2, 3, 4_095, 4_096]) {
    const channels = withSilence(moved(gridNoise(16)), 9_000, 12_000 + extra)
    const found = await undithered(
      storeOf(channels),
      { depth: '16', dither: 'tpdf', blankSilence: true },
      SERVICES,
    )
    expect(found).toEqual([{ fromFrame: 9_000, toFrame: 12_000 + extra, isSilent: true }])
  }
})
