import { describe, expect, it } from 'vitest'
import { foundIn } from '../analysis/findings/finding'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import { measureFingerprint } from '../analysis/fingerprint/measure-fingerprint'
import { examine } from '../analysis/testing/analyse'
import { music, noise } from '../analysis/testing/signals'
import type { MoveSettings } from '../chain/by-hand'
import { parseRecipe } from '../chain/parse-recipe'
import { detachedJob } from '../core/job'
import { changeWords } from '../words/change-words'
import { effectWords } from '../words/effect-words'
import { evidenceWords } from '../words/evidence-words'
import { reasonWords } from '../words/finding-words'
import { matchedIntent } from './matching/matched-intent'
import { doubtsOf } from './matching/suitability'
import { priceOfLoudness } from './price/loudness-price'
import { APPROACHES } from './proposal/approaches'
import { effectOf } from './proposal/effects'
import { type Intent, initialIntent } from './proposal/intent'
import { propose, recipeFrom } from './proposal/propose'
import { upstreamOf } from './render/upstream'
import { renderMaster } from './render-master'
import { storeOf } from './testing/mix'
import { kernels, services } from './testing/render'

const AMOUNTS = { tonePercent: 100, dynamicsPercent: 100, widthPercent: 100, loudnessPercent: 100 }
const WISH = { weights: {}, amounts: AMOUNTS }
const ABOUT = { name: 'odd', date: '2026-11-28' }
/** Off centre by a constant: so that there is something to mend, too. */
const faulty = (seconds: number, rate: number): Float32Array[] =>
  music(seconds, rate, 5).map((samples) => samples.map((x) => 0.5 * x + 0.02))
const quiet = (frames: number): Float32Array => new Float32Array(frames)

const ODD = {
  'nothing at all': [48_000, [quiet(0), quiet(0)]],
  'a single sample': [44_100, [Float32Array.of(0.5)]],
  'a tenth of a second': [48_000, [noise(4800, 1), noise(4800, 2)]],
  'a second': [44_100, faulty(1, 44_100)],
  'a second of mono': [44_100, faulty(1, 44_100).slice(0, 1)],
  silence: [48_000, [quiet(100_000), quiet(100_000)]],
  'one silent channel': [48_000, [noise(100_000, 3).map((x) => 0.1 * x), quiet(100_000)]],
  'channels that cancel': [
    48_000,
    [1, -1].map((sign) => noise(100_000, 3).map((x) => 0.1 * sign * x)),
  ],
  'mono at 8 kHz': [8000, faulty(3, 8000).slice(0, 1)],
  '192 kHz': [192_000, faulty(0.7, 192_000)],
} as const satisfies Readonly<Record<string, readonly [number, readonly Float32Array[]]>>

/** Three seconds of a seeded mix, to match with. */
const SONG = (async (): Promise<Fingerprint> => {
  const source = storeOf(44_100, music(3, 44_100, 9))
  const analysis = await examine(source, 24, kernels, detachedJob)
  return measureFingerprint(source, analysis, { ...ABOUT, name: 'song' }, kernels, detachedJob)
})()

const everyNumberIn = (data: unknown): readonly number[] => {
  if (typeof data === 'number') return [data]
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(everyNumberIn) : []
}

const expectFinite = (data: unknown): void => {
  expect(everyNumberIn(data).filter((x) => !Number.isFinite(x))).toEqual([])
}

/** Every move as proposed, softened, declined. */
const ANSWERS: readonly ((ids: readonly string[]) => MoveSettings)[] = [
  () => ({}),
  ...[
    { on: true, amountPercent: 150 },
    { on: true, amountPercent: 40 },
    { on: false, amountPercent: 100 },
  ].map((answer) => (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, answer]))),
]

describe.each(Object.entries(ODD))('%s', (_, [sampleRate, channels]) => {
  const source = storeOf(sampleRate, channels)
  const examined = examine(source, 24, kernels, detachedJob)
  const printed = examined.then((analysis) =>
    measureFingerprint(source, analysis, ABOUT, kernels, detachedJob),
  )

  it('is proposed for in three ways, each legal at any amount, each effect a number or not told', async () => {
    const analysis = await examined
    for (const { id: approachId } of APPROACHES) {
      const intent: Intent = { ...initialIntent(analysis), styleId: 'warm', approachId }
      const proposal = propose(analysis, intent)
      const ids = proposal.moves.map(({ id }) => id)
      for (const answer of ANSWERS) {
        const recipe = recipeFrom(proposal, answer(ids))
        expectFinite(recipe)
        expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toMatchObject({ notes: [] })
        for (const { change, because } of proposal.moves) {
          if (change.kind !== 'module') continue
          const effect = effectOf({ change, because }, recipe, analysis, null)
          expectFinite(effect)
          expect(changeWords(change.moduleId, change.values)).not.toMatch(/NaN|Infinity|undefined/)
          if (effect) expect(effectWords(effect)).not.toMatch(/NaN|Infinity/)
        }
      }
      for (const finding of foundIn(analysis))
        expect(evidenceWords(finding)).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('says why, where it could not be measured', async () => {
    const { findings, loudness } = await examined
    const untold = findings.filter(({ state }) => state === 'not-measured')
    expect(untold.length).toBeGreaterThan(0)
    for (const finding of untold)
      expect(finding.state === 'not-measured' && reasonWords(finding.reason)).toBeTruthy()
    if (loudness.integratedLufs === Number.NEGATIVE_INFINITY)
      expect(propose(await examined, initialIntent(await examined)).moves).toEqual([])
  })

  it('is mastered as proposed: what moves did is a number or not told', async () => {
    const analysis = await examined
    const proposal = propose(analysis, { ...initialIntent(analysis), styleId: 'warm' })
    const recipe = recipeFrom(proposal)
    const { analysis: after, reductions } = await renderMaster(source, recipe, services)
    const isMeasurable = analysis.loudness.integratedLufs !== null
    for (const { change, because } of proposal.moves) {
      if (change.kind !== 'module') continue
      const rendered = { analysis: after, reductions }
      const effect = effectOf({ change, because }, recipe, analysis, rendered)
      expectFinite(effect)
      if (!isMeasurable) expect(effect?.measured ?? null).toBeNull()
    }
  })

  it('has a price of loudness by the models, or none where it has no loudness', async () => {
    const analysis = await examined
    const recipe = recipeFrom(propose(analysis, initialIntent(analysis)))
    const upstream = await upstreamOf(source, recipe, services)
    const price = await priceOfLoudness(upstream, recipe, false, null, services)
    expectFinite(price)
    const { integratedLufs } = analysis.loudness
    const hasLoudness = integratedLufs !== null && Number.isFinite(integratedLufs)
    expect(price.points.length > 0).toBe(hasLoudness)
  })

  it('is matched to music, and music to it, with settings that are legal', async () => {
    const analysis = await examined
    const own = await printed
    const song: Fingerprint = await SONG
    for (const [target, reference] of [
      [own, song],
      [song, own],
    ] as const) {
      const weighted = [{ name: 'x', fingerprint: reference, weightPercent: 100 }]
      const intent = await matchedIntent(
        initialIntent(analysis),
        target,
        weighted,
        WISH,
        detachedJob,
      )
      const recipe = recipeFrom(propose(analysis, intent))
      expectFinite(recipe)
      expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toMatchObject({ notes: [] })
      expectFinite(doubtsOf(reference, target))
    }
  })
})
