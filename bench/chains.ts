import { Chain } from '../src/chain/chain'
import { withLanding, withModule } from '../src/chain/edit-recipe'
import { CURVE_HZ, curveParameterId } from '../src/chain/modules/tone-curve/curve'
import type { ParameterValues } from '../src/chain/parameter'
import { freshRecipe, type Recipe } from '../src/chain/recipe'
import { descriptorOf, REGISTRY } from '../src/chain/registry'
import { assert } from '../src/core/assert'
import { BLOCK_FRAMES } from '../src/core/pcm'
import type { Kernels } from '../src/dsp/kernels'
import { syntheticMix } from './support/mix.mjs'

/** What an engineer would set; a module that is not named is timed at its defaults. */
const TYPICAL: Readonly<Record<string, ParameterValues>> = {
  input: { highPassSlope: '24' },
  equaliser: {
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7, 8].map((band) => [`gain${band}Db`, band % 2 ? -1 : 1]),
    ),
    type1: 'high-pass',
    type8: 'high-shelf',
  },
  'dynamic-eq': { shape1: 'bell', shape2: 'bell', shape3: 'high-shelf' },
  'transient-shaper': { attackPercent: 20, sustainPercent: -10 },
  declick: { places: '30000+3LR 60000+12L 90000+1R' },
  fades: { fadeInMs: 5, fadeOutMs: 40 },
  'tone-curve': Object.fromEntries(
    CURVE_HZ.map((_, band) => [curveParameterId(band), band % 2 ? -1 : 1]),
  ),
  stereo: { widthLowPercent: 80, widthHighPercent: 115, monoBass: 'on' },
}

/** The typical master that the claim of docs/performance.md names. */
const MASTER_CHAIN = ['equaliser', 'multiband', 'bus-compressor', 'saturation', 'stereo', 'limiter']
/** So much drive that the limiter is at work on the mix: peaks some dB over the ceiling. */
const DRIVE_DB = 5

export type Row = 'master chain' | string

/** The limiter where it has nothing to do, and where it cancels peaks in every block. */
const LIMITER_ROWS: Readonly<Record<string, { driveDb: number; budgetDb: number }>> = {
  'limiter, nothing over': { driveDb: -20, budgetDb: 0 },
  'limiter, all cancelled': { driveDb: 10, budgetDb: 60 },
}

/** The master chain, then one row per module of the registry, then the limiter at both ends. */
export const rowNames = (): readonly Row[] => [
  'master chain',
  ...REGISTRY.map(({ id }) => id),
  ...Object.keys(LIMITER_ROWS),
]

/** Runs chains over a seeded mix that lies in memory. */
export class ChainSubjects {
  private readonly kernels: Kernels
  private readonly sampleRate: number
  private readonly mix: readonly Float32Array[]
  private readonly output: readonly Float32Array[]

  constructor(kernels: Kernels, sampleRate: number, seconds: number) {
    this.kernels = kernels
    this.sampleRate = sampleRate
    this.mix = syntheticMix({ seconds, sampleRate })
    this.output = [new Float32Array(BLOCK_FRAMES), new Float32Array(BLOCK_FRAMES)]
  }

  /** Milliseconds of `row`'s chain over the whole mix, copied in and out block by block. */
  time(row: Row): number {
    const { modules, landing } = recipeOfRow(row)
    const { kernels, sampleRate, mix, output } = this
    const lengthFrames = mix[0]?.length ?? 0
    const audio = { sampleRate, channelCount: 2, lengthFrames } as const
    const chain = new Chain({ kernels, ...audio, modules, landing })
    const wanted = row === 'master chain' ? MASTER_CHAIN.length : 1
    assert(
      chain.activeModules.filter(({ id }) => id !== 'drive').length === wanted,
      `${row} is neutral`,
    )
    const start = performance.now()
    for (let at = 0; at < lengthFrames; at += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, lengthFrames - at)
      const block = mix.map((channel) => channel.subarray(at, at + frames))
      chain.process(block, output, frames)
    }
    const taken = performance.now() - start
    chain.dispose()
    return taken
  }
}

const recipeOfRow = (row: Row): Recipe => {
  const limiter = LIMITER_ROWS[row]
  if (limiter) return withLanding(recipeOf(['limiter']), limiter)
  return row === 'master chain' ? recipeOf(MASTER_CHAIN) : recipeOf([row])
}

/** A recipe in which only `ids` are on. */
const recipeOf = (ids: readonly string[]): Recipe => {
  const fresh = freshRecipe({ destinationId: 'custom', styleId: 'clean' })
  const off = REGISTRY.reduce((recipe, { id }) => withModule(recipe, id, { on: false }), fresh)
  const driveDb = ids.includes('limiter') ? DRIVE_DB : 0
  return ids.reduce(
    (recipe, id) => {
      assert(descriptorOf(id), `no module "${id}"`)
      return withModule(recipe, id, { on: true, values: TYPICAL[id] ?? {} })
    },
    withLanding(off, { driveDb }),
  )
}
