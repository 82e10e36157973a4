import { describe, expect, test } from 'vitest'
import { BLOCK_FRAMES } from '../core/pcm'
import { BlockGatherer } from '../dsp/block-gatherer'
import { nodeKernels } from '../hosts/node/node-kernels'
import { loudnessOf } from './gating'
import { LoudnessMeter } from './loudness-meter'
import type { LoudnessWindows } from './loudness-windows'
import type { Loudness } from './measurements'
import { Analyser } from './testing/analyser'
import { type Expectation, synthesise, VECTORS, type Vector } from './testing/vectors'

const kernels = nodeKernels()

/** BS.1770-5 table 3. */
const WEIGHTS: Readonly<Record<string, number>> = { L: 1, R: 1, C: 1, LFE: 0, Ls: 1.41, Rs: 1.41 }

interface Reading {
  readonly seconds: number
  readonly lufs: number
}

interface Measured {
  readonly loudness: Loudness
  readonly truePeakDbtp: number
  readonly samplePeakDbfs: number
  readonly momentary: readonly Reading[]
  readonly shortTerm: readonly Reading[]
}

const PEAKS: readonly Expectation['metric'][] = ['TP', 'SP']

function measure(vector: Vector, sampleRate: number): Measured {
  const momentary: Reading[] = []
  const shortTerm: Reading[] = []
  const options = {
    weights: vector.channels.map((channel) => WEIGHTS[channel] ?? Number.NaN),
    onHop: (windows: LoudnessWindows) => {
      const seconds = windows.hopCount / 100
      if (windows.hopCount >= 40)
        momentary.push({ seconds, lufs: loudnessOf(windows.momentaryPower) })
      if (windows.hopCount >= 300)
        shortTerm.push({ seconds, lufs: loudnessOf(windows.shortTermPower) })
    },
  }
  const series = { momentary, shortTerm }
  if (vector.expect.some(({ metric }) => PEAKS.includes(metric))) {
    const analyser = new Analyser(kernels, sampleRate, vector.channels.length, options)
    synthesise(vector, sampleRate, (block, frames) => analyser.push(block, frames))
    const analysis = analyser.finish()
    analyser.release()
    return { ...analysis, ...series }
  }
  // Loudness alone: the true peak of steady tones is the slowest there is, and nobody asks for it.
  const scope = kernels.scope()
  const gatherer = new BlockGatherer(scope, vector.channels.length, 0)
  const meter = new LoudnessMeter(kernels, scope, sampleRate, vector.channels.length, options)
  synthesise(vector, sampleRate, (block, frames) =>
    gatherer.push(block, frames, () => meter.process(gatherer.pointers, BLOCK_FRAMES)),
  )
  meter.process(gatherer.pointers, gatherer.pendingFrames)
  const loudness = meter.finish()
  scope.release()
  return { loudness, truePeakDbtp: Number.NaN, samplePeakDbfs: Number.NaN, ...series }
}

/** The readings that must all be within tolerance. */
function readingsOf(measured: Measured, expectation: Expectation): readonly (number | null)[] {
  switch (expectation.metric) {
    case 'I':
      return [measured.loudness.integratedLufs]
    case 'LRA':
      return [measured.loudness.loudnessRangeLu]
    case 'TP':
      return [measured.truePeakDbtp]
    case 'SP':
      return [measured.samplePeakDbfs]
    case 'M':
    case 'S': {
      const { fromSeconds = 0, toSeconds = Number.POSITIVE_INFINITY, reduce } = expectation
      const all = (expectation.metric === 'M' ? measured.momentary : measured.shortTerm)
        .filter(({ seconds }) => seconds > fromSeconds && seconds <= toSeconds)
        .map(({ lufs }) => lufs)
      if (reduce === 'all') return all
      return [reduce === 'max' ? Math.max(...all) : (all.at(-1) ?? null)]
    }
  }
}

test('there are 93 vectors', () => {
  expect(VECTORS).toHaveLength(93)
})

describe.each(VECTORS.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
  test.each(vector.sampleRates.map((rate) => [rate]))('reads as published at %i Hz', (rate) => {
    const measured = measure(vector, rate)
    for (const expectation of vector.expect) {
      const readings = readingsOf(measured, expectation)
      expect(readings.length).toBeGreaterThan(0)
      for (const reading of readings) {
        const { metric, value, plus, minus } = expectation
        expect(reading, metric).toBeGreaterThanOrEqual(value - minus)
        expect(reading, metric).toBeLessThanOrEqual(value + plus)
      }
    }
  })
})
