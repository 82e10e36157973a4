import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { cpuUsage } from 'node:process'
import { nodeEngine } from '../src/hosts/node/node-engine'
import type { GradedPoint, LoudnessPrice } from '../src/mastering/price/loudness-price'
import { priceAt } from '../src/mastering/price/price-at'
import { propose, recipeFrom } from '../src/mastering/proposal/propose'
import { must } from './support/must'

/** What a target costs: by the models, by them and a few real passes, and by a master of the whole. */
export interface PricedTarget {
  readonly targetLufs: number
  readonly modelled: PricedFigures | null
  readonly measured: PricedFigures | null
  readonly real: PricedFigures | null
}

export interface PricedFigures {
  readonly averageReductionDb: number
  readonly maximumReductionDb: number
  readonly peakToLoudnessLu: number
  readonly grade: number | null
}

/** A song's curve: CPU ms of both ways to it, and how true they are. */
export interface PricedSong {
  readonly seconds: number
  readonly modelsMs: number
  readonly measuredMs: number
  readonly freeLufs: number | null
  readonly inaudibleLufs: number | null
  readonly targets: readonly PricedTarget[]
}

const TRACK = 'track'
/** The master that is there when the page asks for the price. */
const FIRST_LUFS = -14

/** Opens, analyses and masters a file as the page does, prices it, and makes the masters that were foretold. */
export const priceSong = async (
  path: string,
  targets: readonly number[],
  styleId: string,
): Promise<PricedSong> => {
  const engine = nodeEngine()
  const { facts } = must(
    await engine.open(TRACK, new File([readFileSync(path)], basename(path)), null, {}),
  )
  const analysis = must(await engine.analyse(TRACK, {}))
  const intent = { destinationId: 'custom', styleId, intensityPercent: 100, ceilingDbtp: -1 }
  const recipe = recipeFrom(propose(analysis, { ...intent, targetLufs: FIRST_LUFS }))
  must(await engine.master(TRACK, recipe, {}))
  const first = await cpuTimed(async () => must(await engine.price(TRACK, recipe, false, null, {})))
  const second = await cpuTimed(async () => must(await engine.price(TRACK, recipe, true, null, {})))
  const [modelled, measured] = [first.value, second.value]
  if (!modelled || !measured) throw new Error('no price')
  const rows: PricedTarget[] = []
  for (const targetLufs of targets) {
    const { verdict } = must(await engine.master(TRACK, { ...recipe, targetLufs }, {}))
    const graded = must(await engine.grade(TRACK, {}))
    const real =
      verdict.status === 'unmeasurable'
        ? null
        : {
            averageReductionDb: verdict.averageReductionDb,
            maximumReductionDb: verdict.maximumReductionDb,
            peakToLoudnessLu: verdict.truePeakDbtp - verdict.integratedLufs,
            grade: graded?.grade ?? null,
          }
    rows.push({
      targetLufs,
      modelled: foretold(modelled, targetLufs),
      measured: foretold(measured, targetLufs),
      real,
    })
  }
  return {
    seconds: facts.lengthFrames / facts.sampleRate,
    modelsMs: first.ms,
    measuredMs: second.ms,
    freeLufs: measured.freeLufs,
    inaudibleLufs: measured.inaudibleLufs,
    targets: rows,
  }
}

const foretold = (price: LoudnessPrice, targetLufs: number): GradedPoint | null =>
  priceAt(price, targetLufs)

const cpuTimed = async <T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> => {
  const before = cpuUsage()
  const value = await work()
  const { user, system } = cpuUsage(before)
  return { value, ms: (user + system) / 1000 }
}
