import { describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { analyse } from '../testing/analyse'
import { noise } from '../testing/signals'
import { FINGERPRINT_BANDS, type Fingerprint } from './fingerprint'
import { measureFingerprint } from './measure-fingerprint'
import { parseFingerprint } from './parse-fingerprint'

const RATE = 48_000
const kernels = nodeKernels()

const fingerprintOf = async (channels: readonly Float32Array[]): Promise<Fingerprint> => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  const analysis = await analyse(store, kernels, detachedJob)
  const about = { name: 'x', date: '2026-11-28' }
  return measureFingerprint(store, analysis, about, kernels, detachedJob)
}

const sine = (freqHz: number, amplitude: number, seconds = 6): Float32Array =>
  Float32Array.from(
    { length: seconds * RATE },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / RATE),
  )

const bandAt = (freqHz: number): number => Math.floor(6 * Math.log2(freqHz / 20))

describe('a fingerprint', () => {
  it('reads a sine of 0 dB as 0 dB of mid in its band, and no side', async () => {
    const freqHz = FINGERPRINT_BANDS.centreHz(bandAt(1000))
    const { mid, side } = await fingerprintOf([sine(freqHz, 1), sine(freqHz, 1)])
    expect(mid.meanDb[bandAt(freqHz)]).toBeCloseTo(0, 1)
    expect(Math.max(...(side?.meanDb ?? []))).toBeLessThan(-120)
  })

  it('reads opposite channels as side', async () => {
    const left = sine(500, 0.5)
    const { mid, side } = await fingerprintOf([left, left.map((value) => -value)])
    expect(side?.meanDb[bandAt(500)]).toBeCloseTo(-6.02, 1)
    expect(mid.meanDb[bandAt(500)]).toBeLessThan(-120)
  })

  it('has white noise rise by 3 dB an octave and end at half the sample rate', async () => {
    const white = noise(10 * RATE, 1)
    const { mid, bandwidthHz } = await fingerprintOf([white, white])
    const rise = (mid.meanDb[bandAt(8000)] ?? 0) - (mid.meanDb[bandAt(1000)] ?? 0)
    expect(rise).toBeCloseTo(9.03, 0)
    expect(bandwidthHz).toBeGreaterThan(20_000)
  })

  it('is measured where it is loud: a quiet half with another tone does not count', async () => {
    // Were all of it measured, the two would lie 34 dB apart.
    const loud = sine(200, 0.5, 8)
    const quiet = sine(5000, 0.01, 8)
    const both = Float32Array.from([...quiet, ...loud])
    const { mid } = await fingerprintOf([both, both])
    expect((mid.meanDb[bandAt(200)] ?? 0) - (mid.meanDb[bandAt(5000)] ?? 0)).toBeGreaterThan(40)
  })

  it('keeps the course of its loudness in at most 120 steps', async () => {
    const { courseLufs = [] } = await fingerprintOf([sine(1000, 0.1, 6)])
    expect(courseLufs).toHaveLength(31)
    for (const lufs of courseLufs) expect(lufs).toBeCloseTo(courseLufs[0] ?? 0, 1)
    expect((await fingerprintOf([sine(1000, 0.1, 2)])).courseLufs).toBeUndefined()
  })

  it('survives its own JSON in under 8 kB, and other JSON is refused', async () => {
    const fingerprint = await fingerprintOf([noise(4 * RATE, 1), noise(4 * RATE, 2)])
    const text = JSON.stringify(fingerprint)
    expect(text.length).toBeLessThan(8000)
    expect(parseFingerprint(JSON.parse(text))).toEqual(fingerprint)
    expect(parseFingerprint({ ...fingerprint, version: 2 })).toBeNull()
    expect(parseFingerprint({ ...fingerprint, mid: { meanDb: [1] } })).toBeNull()
    expect(parseFingerprint(null)).toBeNull()
  })

  it('of mono has no side, of silence the floor', async () => {
    const mono = await fingerprintOf([sine(300, 0.5)])
    expect(mono.side).toBeNull()
    const silent = await fingerprintOf([new Float32Array(5 * RATE), new Float32Array(5 * RATE)])
    expect(Math.max(...silent.mid.meanDb)).toBe(-160)
    expect(silent.bandwidthHz).toBe(0)
  })
})
