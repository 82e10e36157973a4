import { expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { analyse } from '../testing/analyse'
import { foundIn } from './finding'
import { FINDING_KINDS } from './findings-of'

const kernels = nodeKernels()

const analysisOf = (...channels: Float32Array[]) => {
  const store = new MemoryPcmStore(48_000, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return analyse(store, kernels, detachedJob)
}

const tone = (amplitude: number, offset = 0, frames = 96_000): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => offset + amplitude * Math.sin(n * 0.13))

it('answers for everything that is looked for: found, not found, or not measured and why', async () => {
  const mono = await analysisOf(tone(0.3))
  expect(mono.findings.map(({ kind }) => kind)).toEqual(FINDING_KINDS)
  expect(mono.findings).toContainEqual({
    kind: 'mono-compatibility',
    state: 'not-measured',
    reason: 'mono',
  })
  expect(mono.findings).toContainEqual({ kind: 'dc-offset', state: 'not-found' })
  const short = await analysisOf(tone(0.3, 0, 4800))
  expect(short.findings).toContainEqual({
    kind: 'already-mastered',
    state: 'not-measured',
    reason: 'too-short',
  })
  // A tone that ends in the middle of a swing has a mean, and no offset.
  const cut = await analysisOf(tone(0.3, 0.01, 480))
  expect(cut.findings).toContainEqual({
    kind: 'dc-offset',
    state: 'not-measured',
    reason: 'too-short',
  })
})

it('tells what was found with its number, the most severe first', async () => {
  const left = tone(0.3, 0.002)
  const [first, second] = foundIn(await analysisOf(left, tone(-0.3, 0.002)))
  expect(first).toMatchObject({ kind: 'mono-compatibility', state: 'found' })
  expect(second).toMatchObject({ kind: 'dc-offset', unit: '%' })
  expect(second?.value).toBeCloseTo(0.2, 2)
  expect(second?.degree).toBeCloseTo(0.04, 2)
})
