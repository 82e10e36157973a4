import { expect, it } from 'vitest'
import { analyse, measureTruePeak } from '../analysis/testing/analyse'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { propose, recipeFrom } from './proposal/propose'
import { STYLES } from './proposal/styles'
import { renderMaster } from './render-master'
import { storeOf } from './testing/mix'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)
const random = seededNoise(99)
const unit = () => (random() + 1) / 2

type Draw = (seconds: number) => number
const KINDS: readonly ((freqHz: number) => Draw)[] = [
  () => () => random(),
  (freqHz) => (t) => Math.sin(2 * Math.PI * freqHz * t),
  () => (t) => Math.exp(-8 * (t % 0.5)) * random(),
  () => () => (unit() < 0.001 ? 1 : 0.02 * random()),
  (freqHz) => (t) => Math.sin(2 * Math.PI * freqHz * t) * (t < 0.3 ? 1 : 0.001),
]

it('lands any noise, tone, decay, click or burst on any target that its ceiling allows, under any ceiling', async () => {
  for (let draw = 0; draw < 25; draw++) {
    const rate = [44_100, 48_000, 22_050][draw % 3] ?? 48_000
    const wave = KINDS[draw % KINDS.length]?.(30 + 8000 * unit() ** 3)
    const level = 10 ** ((unit() * 80 - 60) / 20)
    const samples = Float32Array.from(
      { length: Math.round(rate * (0.4 + 1.5 * unit())) },
      (_, n) => level * (wave?.(n / rate) ?? 0),
    )
    const source = storeOf(rate, draw % 2 ? [samples] : [samples, samples.map((x) => x * unit())])
    const recipe = recipeFrom(
      propose(await analyse(source, kernels, detachedJob), {
        destinationId: 'custom',
        targetLufs: Math.round(-40 + 37 * unit()),
        ceilingDbtp: -12 * unit() ** 2,
        styleId: STYLES[draw % STYLES.length]?.id ?? 'clean',
        intensityPercent: 100,
      }),
    )
    const { master, verdict } = await renderMaster(source, recipe, {
      kernels,
      job: detachedJob,
      newStore,
    })
    const truePeakDbtp = await measureTruePeak(master, kernels, detachedJob)
    expect(truePeakDbtp).toBeLessThanOrEqual(recipe.landing.ceilingDbtp)
    expect(master.lengthFrames).toBe(samples.length)
    if (verdict.status === 'unmeasurable') continue
    const missLu = Math.abs(verdict.integratedLufs - recipe.targetLufs)
    if (verdict.status === 'hit') expect(missLu).toBeLessThanOrEqual(0.05)
    else expect(verdict.reason).not.toBe('not-converged')
  }
})
