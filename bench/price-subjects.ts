import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { cpuUsage } from 'node:process'
import { nodeEngine } from '../src/hosts/node/node-engine'
import type { GradedPoint, LoudnessPrice } from '../src/mastering/price/loudness-price'
import { priceAt } from '../src/mastering/price/price-at'
import { openPriced, TRACK } from './priced-track'
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
  /** With its passes. */
  readonly price: LoudnessPrice
  readonly modelsMs: number
  readonly measuredMs: number
  readonly targets: readonly PricedTarget[]
}

/** Opens, analyses and masters a file as the page does, prices it, and makes the masters that were foretold. */
export const priceSong = async (
  path: string,
  targets: readonly number[],
  styleId: string,
): Promise<PricedSong> => {
  const engine = nodeEngine()
  const track = await openPriced(engine, new File([readFileSync(path)], basename(path)), styleId)
  const { recipe } = track
  const first = await cpuTimed(() => track.price(false))
  const second = await cpuTimed(() => track.price(true))
  const [modelled, measured] = [first.value, second.value]
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
    seconds: track.seconds,
    price: measured,
    modelsMs: first.ms,
    measuredMs: second.ms,
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
