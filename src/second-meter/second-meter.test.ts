import { describe, expect, it } from 'vitest'
import { type Expectation, synthesise, VECTORS, type Vector } from '../analysis/testing/vectors'
import { SecondMeter, type SecondReading } from './second-meter'

/** A maximum is that of all positions; readings of single moments are the engine's matter. */
const readingOf = (reading: SecondReading, { metric, reduce }: Expectation): number | null => {
  const isMaximum = reduce === undefined || reduce === 'max'
  return {
    I: reading.integratedLufs,
    LRA: reading.loudnessRangeLu,
    TP: reading.truePeakDbtp,
    SP: reading.samplePeakDbfs,
    M: isMaximum ? reading.maximumMomentaryLufs : null,
    S: isMaximum ? reading.maximumShortTermLufs : null,
  }[metric]
}

const secondsOf = ({ signal }: Vector): number =>
  signal.reduce((sum, segment) => sum + ('seconds' in segment ? segment.seconds : 0), 0)

describe('the second meter reads the vectors of EBU Tech 3341 and 3342 as they must be read', () => {
  // Of a series of positions or tones a few; all rates where it is short.
  const chosen = VECTORS.filter(
    ({ id, channels }) => channels.length <= 2 && !/-1[03]-\d[^05]$|-24lkfs-/.test(id),
  )
  for (const vector of chosen)
    for (const sampleRate of vector.sampleRates.filter(
      (rate) => rate === 48_000 || (secondsOf(vector) < 2 && rate < 96_000),
    ))
      it(`${vector.id} at ${sampleRate} Hz`, () => {
        const meter = new SecondMeter(sampleRate, vector.channels.length)
        synthesise(vector, sampleRate, (block, frames) => meter.append(block, frames))
        const reading = meter.finish()
        for (const expectation of vector.expect) {
          const { fromSeconds, metric, value, plus, minus } = expectation
          const got = readingOf(reading, expectation)
          if (got === null || fromSeconds !== undefined) continue
          expect(got, metric).toBeLessThanOrEqual(value + plus + 1e-9)
          expect(got, metric).toBeGreaterThanOrEqual(value - minus - 1e-9)
        }
      })
})

describe('the second meter', () => {
  it('weighs alike at every sample rate: 997 Hz at full scale in one channel is −3.01 LUFS', () => {
    for (const sampleRate of [48_000, 96_000, 192_000]) {
      const meter = new SecondMeter(sampleRate, 1)
      const tone = Float32Array.from({ length: 2 * sampleRate }, (_, n) =>
        Math.sin((2 * Math.PI * 997 * n) / sampleRate),
      )
      meter.append([tone], tone.length)
      expect(Math.abs((meter.finish().integratedLufs ?? 0) + 3.01)).toBeLessThan(0.02)
    }
  })

  it('says what cannot be measured: silence, and what is too short', () => {
    const silent = new SecondMeter(48_000, 2)
    const second = new Float32Array(48_000)
    for (let i = 0; i < 4; i++) silent.append([second, second], second.length)
    expect(silent.finish()).toMatchObject({
      integratedLufs: Number.NEGATIVE_INFINITY,
      loudnessRangeLu: null,
      truePeakDbtp: Number.NEGATIVE_INFINITY,
      lengthFrames: 4 * 48_000,
    })
    const short = new SecondMeter(48_000, 1)
    short.append([second.subarray(0, 10_000)], 10_000)
    expect(short.finish()).toMatchObject({ integratedLufs: null, maximumShortTermLufs: null })
  })
})
