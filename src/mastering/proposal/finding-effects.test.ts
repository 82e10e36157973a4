import { beforeAll, describe, expect, it } from 'vitest'
import { type FindingKind, foundIn } from '../../analysis/findings/finding'
import { BED_RATE } from '../../analysis/findings/testing/bed-rate'
import { musicalNoise } from '../../analysis/findings/testing/beds'
import { SEEDS } from '../../analysis/findings/testing/seeds'
import { examine } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { renderMaster } from '../render-master'
import type { Effect } from './effect'
import { effectOf } from './effects'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'

const kernels = nodeKernels()
const services = {
  kernels,
  job: detachedJob,
  newStore: (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false),
}

/** Laid over the noise one after the other; bass that is only in the sides has a take of its own, and so have cut edges and clicks. */
const TAKES: readonly (readonly FindingKind[])[] = [
  ['dc-offset', 'subsonic', 'hum', 'sibilance', 'mud'],
  ['wide-bass'],
  ['tail-cut', 'head-cut'],
  ['clicks'],
]

const effectsOf = async (
  kinds: readonly FindingKind[],
): Promise<{
  readonly found: readonly FindingKind[]
  readonly effects: Readonly<Record<string, Effect | null>>
}> => {
  const faults = kinds.flatMap((wanted) => SEEDS.filter(({ kind }) => kind === wanted))
  const [left, right] = faults.reduce((audio, { degrees }) => degrees[1](audio), musicalNoise())
  const source = new MemoryPcmStore(BED_RATE, 2, false)
  source.append([Float32Array.from(left), Float32Array.from(right)], left.length)
  const examined = await examine(source, null, kernels, detachedJob)
  const intent = { ...initialIntent(examined), targetLufs: -26, approachId: 'dense' }
  const proposal = propose(examined, intent)
  const recipe = recipeFrom(proposal)
  const { analysis: after, reductions } = await renderMaster(source, recipe, services)
  const rendered = { analysis: after, reductions }
  const effects = proposal.moves.flatMap(({ id, change, because }) =>
    change.kind === 'module'
      ? [[id, effectOf({ change, because }, recipe, examined, rendered)]]
      : [],
  )
  return { found: foundIn(examined).map(({ kind }) => kind), effects: Object.fromEntries(effects) }
}

describe('what moves do about seeded faults', () => {
  let found: readonly FindingKind[] = []
  let effects: Readonly<Record<string, Effect | null>> = {}

  beforeAll(async () => {
    for (const kinds of TAKES) {
      const take = await effectsOf(kinds)
      found = [...found, ...take.found]
      effects = { ...take.effects, ...effects }
    }
  })

  it('all faults are found, and each has its move', () => {
    for (const kind of TAKES.flat()) {
      expect(found).toContain(kind)
      expect(Object.keys(effects)).toContain(kind)
    }
  })

  it.each([
    ['dc-offset', 0.05],
    ['mud', 0.5],
    ['subsonic', 0.7],
    ['sibilance', 1],
    ['wide-bass', 2],
    ['hum', 3],
    ['head-cut', 3],
    ['tail-cut', 3],
    ['clicks', 0.5],
    ['tape', 0.5],
  ])('%s: what is measured on the master is near what was predicted (within %d)', (id, within) => {
    const { predicted, measured } = effects[id] ?? {}
    expect(Math.abs((measured ?? 99) - (predicted ?? -99))).toBeLessThan(within)
  })

  it('lines of hum fall by about the depth of the cuts', () => {
    expect(effects.hum?.of).toBe('line')
    expect(effects.hum?.predicted).toBeCloseTo(-12, 0)
    expect(effects.hum?.measured).toBeLessThan(-9)
  })

  it('bass that becomes mono loses its sides', () => {
    expect(effects['wide-bass']?.of).toBe('bass-sides')
    expect(effects['wide-bass']?.predicted).toBeLessThan(-10)
  })

  it('edges fall far below what is heard', () => {
    expect(effects['head-cut']?.predicted).toBeLessThan(-60)
    expect(effects['tail-cut']?.predicted).toBeLessThan(-60)
  })

  it('clicks are gone from the master', () => {
    expect(effects.clicks).toMatchObject({ of: 'clicks', predicted: 0, measured: 0 })
  })

  it('what is held is more than nothing', () => {
    expect(effects.sibilance?.predicted).toBeGreaterThan(1)
    expect(effects.tape?.predicted).toBeGreaterThan(0.2)
  })
})
