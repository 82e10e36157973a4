import { syntheticMix } from '../../../bench/support/mix.mjs'
import type { Recipe } from '../../chain/recipe'
import type { Tags } from '../../core/tags'
import { DEFAULT_DELIVERY, type DeliverySettings } from '../../delivery/settings'
import { RATE, RECIPE, wavFile } from '../../engine/testing/mix-file'
import { nodeEngine } from '../../hosts/node/node-engine'
import { buildReport } from '../build-report'
import type { Report } from '../report'

export const VERSION = '9.9.9'
export const BUILD = '0123456789ab'
const HOSTILE_NAME = `<script>alert("x")</script>&'.wav`

export interface MadeReport {
  readonly report: Report
  readonly source: Buffer
  /** The delivered file. */
  readonly bytes: Buffer
}

/** What a report is made of; by default a seeded mix of 5 s as float WAV. */
export interface Making {
  readonly settings?: Partial<DeliverySettings>
  readonly recipe?: Recipe
  /** Over the source's own. */
  readonly tags?: Tags
  readonly source?: File
}

/** The report of a seeded mix that is mastered and delivered in this process. */
export const madeReport = async ({
  settings,
  recipe = RECIPE,
  ...given
}: Making): Promise<MadeReport> => {
  const engine = nodeEngine()
  const value = async <T>(
    answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>,
  ): Promise<T> => {
    const outcome = await answer
    if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    return outcome.value
  }
  const source =
    given.source ?? (await wavFile(syntheticMix({ seconds: 5, sampleRate: RATE }), HOSTILE_NAME))
  const { facts } = await value(engine.open('t', source, null, {}))
  const original = await value(engine.analyse('t', {}))
  const mastered = await value(engine.master('t', recipe, {}))
  const chosen = { ...DEFAULT_DELIVERY, ...settings }
  const tags = { ...facts.tags, ...given.tags }
  const delivered = await value(engine.export('t', chosen, tags, {}))
  const fileName = `master.${delivered.extension}`
  const file = new File([delivered.file], fileName)
  const inspection = await value(engine.inspect('t', source, file, chosen, {}))
  const report = await buildReport({
    version: VERSION,
    build: BUILD,
    created: new Date(0),
    facts,
    original,
    master: mastered.analysis,
    recipe: mastered.recipe,
    settings: chosen,
    delivered,
    tags,
    fileName,
    inspection,
  })
  const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer())
  return { report, source: await bytesOf(source), bytes: await bytesOf(delivered.file) }
}
