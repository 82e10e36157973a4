import { expect, it } from 'vitest'
import { analyse, measureTruePeak } from '../analysis/testing/analyse'
import { openPcmChecksum } from '../codec/write/pcm-hash'
import { WRITE_SERVICES } from '../codec/write/testing/write-for-test'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { MeasuringStore, type SampleDigest } from './measuring-store'

const kernels = nodeKernels()
const RATE = 22_050

it('measures what an analysis of the same audio does, for any blocking, and the true peak at the very end', async () => {
  for (const frames of [0, 100, 5000, 61_003]) {
    const random = seededNoise(frames)
    const channels = [0, 1].map(() =>
      Float32Array.from({ length: frames }, (_, n) => (n > frames - 3 ? 0.9 : 0.3 * random())),
    )
    const kept = new MemoryPcmStore(RATE, 2, false)
    kept.append(channels, frames)
    const { loudness } = await analyse(kept, kernels, detachedJob)
    const truePeakDbtp = await measureTruePeak(kept, kernels, detachedJob)
    for (const blockFrames of [997, 4096, 10_000]) {
      const store = new MeasuringStore(kernels, RATE, 2, null)
      for (let at = 0; at < frames; at += blockFrames) {
        const block = channels.map((channel) => channel.subarray(at, at + blockFrames))
        store.append(block, block[0]?.length ?? 0)
      }
      const measured = store.finish()
      store.release()
      expect(measured.lengthFrames).toBe(frames)
      expect(measured.truePeakDbtp).toBeCloseTo(truePeakDbtp, 9)
      if (loudness.integratedLufs === null) expect(measured.integratedLufs).toBeNull()
      else expect(measured.integratedLufs).toBeCloseTo(loudness.integratedLufs, 9)
    }
  }
})

it('reads the peaks of a lossless file as its master was held by, of a lossy one as the strictest meter does', async () => {
  // A tone made flat by its third harmonic just below Nyquist, which FFmpeg's meter lets go in part: it reads more.
  const channel = Float32Array.from({ length: RATE }, (_, n) => {
    const turn = 2 * Math.PI * 0.155 * n
    return 0.6 * (Math.sin(turn) + Math.sin(3 * turn) / 6)
  })
  const read = (digest: SampleDigest | null) => {
    const store = new MeasuringStore(kernels, RATE, 1, digest)
    store.append([channel], RATE)
    const { truePeakDbtp } = store.finish()
    store.release()
    return truePeakDbtp
  }
  const kept = new MemoryPcmStore(RATE, 1, false)
  kept.append([channel], RATE)
  const verifiedDbtp = await measureTruePeak(kept, kernels, detachedJob)
  expect(read({ depth: '24', sums: await openPcmChecksum(WRITE_SERVICES.timeout) })).toBeCloseTo(
    verifiedDbtp,
    9,
  )
  expect(read(null)).toBeGreaterThan(verifiedDbtp + 0.01)
})
