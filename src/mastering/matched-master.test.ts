import { describe, expect, it } from 'vitest'
import { FINGERPRINT_BANDS, type Fingerprint } from '../analysis/fingerprint/fingerprint'
import { analyse } from '../analysis/testing/analyse'
import type { MatchAmounts } from '../chain/match'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { bell, highShelf, lowShelf } from '../dsp/filters/filter-design'
import { magnitudeDb } from '../dsp/filters/section'
import { nodeKernels } from '../hosts/node/node-kernels'
import { matchedIntent } from './matching/matched-intent'
import { toneDifference } from './matching/tone-difference'
import { initialIntent } from './proposal/intent'
import { propose, recipeFrom } from './proposal/propose'
import { renderMaster } from './render-master'
import { filtered, pink } from './testing/equalised'
import { fingerprintOf } from './testing/fingerprint-of'
import { mix, samplesOf, storeOf } from './testing/mix'

const RATE = 48_000
const kernels = nodeKernels()
const ALL: MatchAmounts = {
  tonePercent: 100,
  dynamicsPercent: 100,
  widthPercent: 100,
  loudnessPercent: 100,
}
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)

const weighted = (fingerprint: Fingerprint) => [{ name: 'x', fingerprint, weightPercent: 100 }]

const matched = async (source: MemoryPcmStore, reference: Fingerprint) => {
  const analysis = await analyse(source, kernels, detachedJob)
  const usual = initialIntent(analysis)
  const own = await fingerprintOf(source)
  const wish = { weights: {}, amounts: ALL }
  const intent = await matchedIntent(usual, own, weighted(reference), wish, detachedJob)
  const services = { kernels, job: detachedJob, newStore }
  const rendered = await renderMaster(source, recipeFrom(propose(analysis, intent)), services)
  return { ...rendered, own }
}

describe('a master matched to a reference', () => {
  it('is the track itself within 0.01 dB where the reference is that track, whatever the style', async () => {
    const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 8 })
    const { master } = await matched(source, await fingerprintOf(source))
    const before = samplesOf(source)
    const largest = 10 ** (0.01 / 20) - 1
    for (const [channel, after] of samplesOf(master as MemoryPcmStore).entries()) {
      const off = after.reduce(
        (most, value, n) => Math.max(most, Math.abs(value - (before[channel]?.[n] ?? 0)) - 1e-6),
        0,
      )
      const peak = before[channel]?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0
      expect(off).toBeLessThanOrEqual(largest * peak)
    }
  })

  it('is as loud, as wide and nearer in tone, wherever it was off by more than a decibel', async () => {
    const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 12 })
    const [left = new Float32Array(), right = new Float32Array()] = samplesOf(
      mix({ sampleRate: RATE, channelCount: 2, seconds: 12, gain: 1.5 }),
    )
    // Brighter (a first difference mixed in), and its sides 3 dB lower.
    const brighter = (samples: Float32Array) =>
      samples.map((value, n) => value + 0.8 * (value - (samples[n - 1] ?? 0)))
    const sides = 10 ** (-3 / 20)
    const [l, r] = [brighter(left), brighter(right)]
    const narrow = (a: Float32Array, b: Float32Array) =>
      a.map((value, n) => ((1 + sides) * value + (1 - sides) * (b[n] ?? 0)) / 2)
    const reference = await fingerprintOf(storeOf(RATE, [narrow(l, r), narrow(r, l)]))
    const { master, analysis, own } = await matched(source, reference)
    const after = await fingerprintOf(master)

    expect(analysis.loudness.integratedLufs).toBeCloseTo(reference.integratedLufs ?? 0, 1)
    const differences = [own, after].map((track) => toneDifference(weighted(reference), track))
    const [was, is] = differences
    expect(is?.meanDb).toBeLessThan((was?.meanDb ?? 0) / 2)
    for (const [index, { region, differenceDb }] of (was?.regions ?? []).entries())
      if (Math.abs(differenceDb) > 1)
        expect(Math.abs(is?.regions[index]?.differenceDb ?? 99), region).toBeLessThan(
          Math.abs(differenceDb),
        )
    expect(after.correlation).toBeCloseTo(reference.correlation ?? 0, 1)
  })

  const known = [
    lowShelf(100, 3, 0.7, RATE),
    bell(400, -2.5, 1, RATE),
    bell(3000, 2, 0.8, RATE),
    highShelf(9000, -3, 0.7, RATE),
  ]
  const sources = {
    'pink noise': () => pink(10),
    'a mix': () => mix({ sampleRate: RATE, channelCount: 2, seconds: 10 }),
  }
  for (const [name, source] of Object.entries(sources))
    it(`has a known equaliser that was laid over ${name}, within 0.5 dB from 60 Hz to 12 kHz`, async () => {
      const reference = await fingerprintOf(filtered(source(), known))
      const { master } = await matched(source(), reference)
      const [from, to] = [fingerprintOf(source()), fingerprintOf(master)]
      const [before, after] = [(await from).mid.meanDb, (await to).mid.meanDb]
      const errors = Array.from(before, (levelDb, sixth) => ({
        freqHz: FINGERPRINT_BANDS.centreHz(sixth),
        errorDb:
          (after[sixth] ?? 0) -
          levelDb -
          magnitudeDb(known, FINGERPRINT_BANDS.centreHz(sixth), RATE),
      })).filter(({ freqHz }) => freqHz >= 60 && freqHz <= 12_500)
      const meanDb = errors.reduce((sum, { errorDb }) => sum + errorDb, 0) / errors.length
      for (const { freqHz, errorDb } of errors)
        expect(Math.abs(errorDb - meanDb), `${Math.round(freqHz)} Hz`).toBeLessThan(0.5)
    })
})
