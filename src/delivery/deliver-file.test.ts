import { describe, expect, test } from 'vitest'
import { analyse } from '../analysis/testing/analyse'
import { freshRecipe } from '../chain/recipe'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { deliverFile } from './deliver-file'
import { formatOf } from './formats/registry'
import { DEFAULT_DELIVERY, type DeliverySettings } from './settings'
import { memoryFileServices } from './testing/memory-files'
import { writeFile } from './write-file'

const RATE = 44_100
const kernels = nodeKernels()
const services = memoryFileServices()

/** A ceiling that nothing here reaches. */
const recipe = freshRecipe({
  destinationId: 'custom',
  styleId: 'clean',
  targetLufs: -14,
  ceilingDbtp: 12,
})
const verdict = { status: 'unmeasurable', reason: 'too-short' } as const

const noiseAt = async (peakDb: number, lengthFrames = 3 * RATE, sampleRate = RATE) => {
  const noise = seededNoise(7)
  const plane = Float32Array.from({ length: lengthFrames }, () => noise() * 10 ** (peakDb / 20))
  const store = new MemoryPcmStore(sampleRate, 2, false)
  store.append([plane, plane], lengthFrames)
  const { loudness, samplePeakDbfs, truePeakDbtp } = await analyse(store, kernels, detachedJob)
  const levels = { integratedLufs: loudness.integratedLufs, truePeakDbtp, samplePeakDbfs }
  return { store, recipe, verdict, ...levels }
}

const REQUESTS: readonly DeliverySettings[] = [
  { ...DEFAULT_DELIVERY, depth: '16', dither: 'none', sampleRate: 'source' },
  { ...DEFAULT_DELIVERY, depth: '16', dither: 'tpdf', sampleRate: 'source' },
  { ...DEFAULT_DELIVERY, depth: '16', dither: 'improvedE9', sampleRate: 'source' },
  { ...DEFAULT_DELIVERY, depth: '24', dither: 'tpdf', sampleRate: 'source' },
  { ...DEFAULT_DELIVERY, depth: '32f', dither: 'none', sampleRate: 'source' },
]

describe('the export check', () => {
  test.each([0, -40, -60, -90])('passes an honest file of noise at %d dBFS', async (peakDb) => {
    const master = await noiseAt(peakDb)
    for (const request of REQUESTS)
      expect(await deliverFile(master, request, services)).toMatchObject({ ok: true })
  })

  test('passes digital silence, and files too short to measure', async () => {
    for (const master of [await noiseAt(Number.NEGATIVE_INFINITY), await noiseAt(-10, 100)])
      for (const request of REQUESTS)
        expect(await deliverFile(master, request, services)).toMatchObject({ ok: true })
  })

  test('refuses a file whose loudness is not the master’s', async () => {
    const master = await noiseAt(-10)
    const wrong = { ...master, integratedLufs: (master.integratedLufs ?? 0) - 0.02 }
    const outcome = await deliverFile(
      wrong,
      { ...DEFAULT_DELIVERY, depth: '16', dither: 'tpdf', sampleRate: 'source' },
      services,
    )
    expect(outcome).toMatchObject({ ok: false, error: { code: 'export-mismatch' } })
  })

  test('refuses a file with a true peak over the ceiling', async () => {
    const master = await noiseAt(-10)
    const lower = { ...recipe, landing: { ...recipe.landing, ceilingDbtp: -10.5 } }
    const request = {
      ...DEFAULT_DELIVERY,
      depth: '32f',
      dither: 'none',
      sampleRate: 'source',
    } as const
    const outcome = await deliverFile({ ...master, recipe: lower }, request, services)
    expect(outcome).toMatchObject({ ok: false, error: { code: 'export-mismatch' } })
  })

  test('counts the samples that an integer file cannot hold', async () => {
    const store = new MemoryPcmStore(RATE, 1, false)
    store.append([Float32Array.of(0.5, 1.5, -0.5, -1.5)], 4)
    const levels = { integratedLufs: null, truePeakDbtp: 3.5, samplePeakDbfs: 3.5 }
    const master = { store, recipe, verdict, ...levels }
    const outcome = await deliverFile(
      master,
      { ...DEFAULT_DELIVERY, depth: '24', dither: 'none', sampleRate: 'source' },
      services,
    )
    expect(outcome).toMatchObject({ ok: true, value: { check: { clippedSamples: 2 } } })
  })
})

test.each(['mp3', 'opus', 'vorbis', 'aac'] as const)(
  '%s is written at its first quality where the asked one is not its own',
  async (format) => {
    const { store } = await noiseAt(-10, 48_000, 48_000)
    const bytesAt = async (quality: string): Promise<Uint8Array> =>
      (
        await writeFile(
          store,
          format,
          { depth: '24', dither: 'none', quality, blankSilence: true },
          services,
        )
      ).file
    const first = formatOf(format).qualities[0]?.value ?? ''
    expect(await bytesAt('no such')).toEqual(await bytesAt(first))
  },
)
