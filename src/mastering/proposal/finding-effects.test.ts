import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { foundIn } from '../../analysis/findings/finding'
import { BED_RATE, musicalNoise } from '../../analysis/findings/testing/beds'
import { SEEDS } from '../../analysis/findings/testing/seeds'
import { examine } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { renderMaster } from '../render-master'
import { type Effect, effectOf } from './effects'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'

const kernels = nodeKernels()
const services = {
  kernels,
  job: detachedJob,
  newStore: (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false),
}

describe('what moves do about seeded faults', () => {
  let effects: Readonly<Record<string, Effect | null>> = {}
  let analysis: Analysis | null = null

  beforeAll(async () => {
    const faults = SEEDS.filter(({ kind }) =>
      ['dc-offset', 'hum', 'sibilance', 'subsonic', 'mud'].includes(kind),
    )
    const [left, right] = faults.reduce((audio, { degrees }) => degrees[1](audio), musicalNoise())
    const source = new MemoryPcmStore(BED_RATE, 2, false)
    source.append([Float32Array.from(left), Float32Array.from(right)], left.length)
    const examined = await examine(source, null, kernels, detachedJob)
    analysis = examined
    const proposal = propose(examined, { ...initialIntent(examined), targetLufs: -26 })
    const recipe = recipeFrom(proposal)
    const { analysis: after, reductions } = await renderMaster(source, recipe, services)
    const rendered = { analysis: after, reductions }
    effects = Object.fromEntries(
      proposal.moves.flatMap(({ id, change, because }) =>
        change.kind === 'module'
          ? [[id, effectOf({ change, because }, recipe, examined, rendered)]]
          : [],
      ),
    )
  })

  it('all faults are found, and each has its move', () => {
    const kinds = analysis ? foundIn(analysis).map(({ kind }) => kind) : []
    for (const kind of ['dc-offset', 'hum', 'sibilance', 'subsonic', 'mud'] as const) {
      expect(kinds).toContain(kind)
      expect(Object.keys(effects)).toContain(kind)
    }
  })

  it.each([
    ['dc-offset', 0.05],
    ['mud', 0.7],
    ['subsonic', 3],
    ['sibilance', 1.5],
  ])('%s: what is measured on the master is near what was predicted (within %d)', (id, within) => {
    const { predicted, measured } = effects[id] ?? {}
    expect(Math.abs((measured ?? 99) - (predicted ?? -99))).toBeLessThan(within)
  })

  it('lines of hum are predicted to fall by the depth of the cuts', () => {
    expect(effects.hum).toMatchObject({ of: 'line', measured: null })
    expect(effects.hum?.predicted).toBeCloseTo(-12, 0)
  })

  it('what is held is more than nothing', () => {
    expect(effects.sibilance?.predicted).toBeGreaterThan(1)
  })
})
