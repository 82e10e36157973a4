import { describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { findingSentence } from '../../words/finding-sentence'
import { examine } from '../testing/analyse'
import { music, noise } from '../testing/signals'
import { foundIn } from './finding'
import { FINDING_KINDS } from './findings-of'

const kernels = nodeKernels()

const examined = (sampleRate: number, ...channels: readonly Float32Array[]) => {
  const store = new MemoryPcmStore(sampleRate, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return examine(store, 24, kernels, detachedJob)
}

const STEREO_KINDS = ['polarity-inverted', 'out-of-phase', 'dual-mono', 'wide-bass'] as const

describe('whatever is opened', () => {
  it.each([
    ['nothing at all', 48_000, [new Float32Array(0), new Float32Array(0)]],
    ['a single sample', 44_100, [Float32Array.of(0.5)]],
    ['a tenth of a second', 48_000, [noise(4800, 1), noise(4800, 2)]],
    ['a second', 44_100, music(1, 44_100, 1)],
    ['silence', 48_000, [new Float32Array(200_000), new Float32Array(200_000)]],
    ['mono', 48_000, [noise(300_000, 3)]],
    ['8 kHz', 8000, music(6, 8000, 2)],
    ['192 kHz', 192_000, music(3, 192_000, 3)],
  ] as const)('%s gets an answer for every kind', async (_, sampleRate, channels) => {
    const analysis = await examined(sampleRate, ...channels)
    expect(analysis.findings.map(({ kind }) => kind)).toEqual(FINDING_KINDS)
    for (const finding of foundIn(analysis)) {
      expect(Number.isFinite(finding.value ?? 0), finding.kind).toBe(true)
      expect(finding.degree).toBeGreaterThanOrEqual(0)
      expect(finding.degree).toBeLessThanOrEqual(1)
      expect(findingSentence(finding)).toMatch(/^[A-Z0-9].*\.$|\?$/)
    }
  })

  it('mono is not asked about its channels', async () => {
    const { findings } = await examined(48_000, noise(300_000, 3))
    for (const kind of STEREO_KINDS)
      expect(findings).toContainEqual({ kind, state: 'not-measured', reason: 'mono' })
  })

  it('silence is told to be silent, and nothing else', async () => {
    const silence = new Float32Array(200_000)
    const analysis = await examined(48_000, silence, silence)
    expect(foundIn(analysis).map(({ kind }) => kind)).toEqual(['silent'])
    expect(analysis.findings).toContainEqual({
      kind: 'hum',
      state: 'not-measured',
      reason: 'silent',
    })
  })

  it('seven tenths of a second are too short to be told from a codec', async () => {
    const { findings } = await examined(48_000, ...music(0.7, 48_000, 4))
    expect(findings).toContainEqual({
      kind: 'lossy-source',
      state: 'not-measured',
      reason: 'too-short',
    })
  })
})
