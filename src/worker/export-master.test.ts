import { describe, expect, test } from 'vitest'
import { analyse } from '../analysis/analyse'
import { UNATTENDED } from '../core/job'
import { MemoryPcmStore } from '../core/pcm-store'
import { nodeKernels } from '../dsp/testing/node-kernels'
import type { ExportRequest } from '../engine/protocol'
import { exportMaster } from './export-master'
import { timeout } from './timeout'

const RATE = 44_100
const kernels = nodeKernels()
const services = { kernels, job: UNATTENDED, timeout }

const noiseAt = async (peakDb: number, lengthFrames = 3 * RATE) => {
  let state = 7
  const plane = Float32Array.from({ length: lengthFrames }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state / 2 ** 31) * 10 ** (peakDb / 20)
  })
  const store = new MemoryPcmStore(RATE, 2, false)
  store.append([plane, plane], lengthFrames)
  const { loudness } = await analyse(store, kernels, UNATTENDED)
  return { store, integratedLufs: loudness.integratedLufs }
}

const REQUESTS: readonly ExportRequest[] = [
  { format: 'wav-16', dither: 'none' },
  { format: 'wav-16', dither: 'tpdf' },
  { format: 'wav-16', dither: 'shaped' },
  { format: 'wav-24', dither: 'tpdf' },
  { format: 'wav-32f', dither: 'none' },
]

describe('the export check', () => {
  test.each([0, -40, -60, -90])('passes an honest file of noise at %d dBFS', async (peakDb) => {
    const master = await noiseAt(peakDb)
    for (const request of REQUESTS)
      expect(await exportMaster(master, request, services)).toMatchObject({ ok: true })
  })

  test('passes digital silence, and files too short to measure', async () => {
    for (const master of [await noiseAt(Number.NEGATIVE_INFINITY), await noiseAt(-10, 100)])
      for (const request of REQUESTS)
        expect(await exportMaster(master, request, services)).toMatchObject({ ok: true })
  })

  test('refuses a file whose loudness is not the master’s', async () => {
    const { store, integratedLufs } = await noiseAt(-10)
    const wrong = { store, integratedLufs: (integratedLufs ?? 0) - 0.02 }
    const outcome = await exportMaster(wrong, { format: 'wav-16', dither: 'tpdf' }, services)
    expect(outcome).toMatchObject({ ok: false, error: { code: 'export-mismatch' } })
  })

  test('counts the samples that an integer file cannot hold', async () => {
    const store = new MemoryPcmStore(RATE, 1, false)
    store.append([Float32Array.of(0.5, 1.5, -0.5, -1.5)], 4)
    const master = { store, integratedLufs: null }
    const outcome = await exportMaster(master, { format: 'wav-24', dither: 'none' }, services)
    expect(outcome).toMatchObject({ ok: true, value: { check: { clippedSamples: 2 } } })
  })
})
