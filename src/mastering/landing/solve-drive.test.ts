import { describe, expect, it, vi } from 'vitest'
import { type Envelope, hopFrames } from '../../analysis/envelope'
import { seededNoise } from '../../chain/testing/signals'
import { amplitudeToDb } from '../../core/decibels'
import { detachedJob } from '../../core/job'
import type { LimiterParams } from '../../dsp/dynamics/limiter'
import { LoudnessModel } from './loudness-model'
import { type Correction, NO_CORRECTION, solveDrive } from './solve-drive'

const SAMPLE_RATE = 48_000
const HOP = hopFrames(SAMPLE_RATE)
const PARAMS: LimiterParams = {
  ceiling: 1,
  link: 1,
  attackMs: 4,
  holdMs: 12,
  releaseMs: 120,
  slow: { chargeMs: 250, releaseMs: 720 },
}

const FAST_LAW: LimiterParams = { ceiling: 1, link: 1, attackMs: 1, holdMs: 0, releaseMs: 20 }

/** A steady bed of `bedDb` (mean square, dB) with peaks `crestDb` above it, and hits `hitDb` above those, twice a second. */
const envelope = (seconds: number, bedDb: number, crestDb: number, hitDb: number): Envelope => {
  const hops = Math.round((seconds * SAMPLE_RATE) / HOP)
  const random = seededNoise(7)
  const energy = new Float32Array(hops)
  const peak = new Float32Array(hops)
  for (let k = 0; k < hops; k++) {
    const hit = k % 500 < 20 ? hitDb : 0
    const level = bedDb + hit + random()
    energy[k] = HOP * 10 ** (level / 10)
    peak[k] = 10 ** ((level + crestDb) / 20)
  }
  return {
    sampleRate: SAMPLE_RATE,
    lengthFrames: hops * HOP,
    hopFrames: HOP,
    energy,
    peak,
  }
}

const ask = (
  model: LoudnessModel,
  targetLufs: number,
  limiterOn = true,
  correction: Correction = NO_CORRECTION,
) => solveDrive(model, { targetLufs, thresholdDbtp: -1.05, limiterOn, correction }, detachedJob)

describe('the drive solver', () => {
  it('ends where the largest drive is over the target by less than a digit of the drive', async () => {
    const model = new LoudnessModel(envelope(2, -120, 6, 6), PARAMS)
    const over = 2 ** -49
    const lufs = (driveDb: number, thresholdDbtp: number): number =>
      thresholdDbtp === Number.POSITIVE_INFINITY ? -54 : driveDb === 40 ? -14 + over : -54 + driveDb
    vi.spyOn(model, 'integratedLufs').mockImplementation(lufs)
    vi.spyOn(model, 'predict').mockImplementation((driveDb, thresholdDbtp) => ({
      integratedLufs: lufs(driveDb, thresholdDbtp),
      maximumReductionDb: 0,
      averageReductionDb: 0,
    }))
    expect((await ask(model, -14)).driveDb).toBeCloseTo(40, 2)
  })

  it('ends where the correction alone is over the limit of the average reduction', async () => {
    const model = new LoudnessModel(envelope(10, 60, 6, 6), PARAMS)
    const tried = vi.spyOn(model, 'predict')
    const correction = { ...NO_CORRECTION, averageReductionDb: 3 }
    const answer = await ask(model, -8, true, correction)
    expect(answer.stoppedBy).toBe('limiter-average-reduction')
    // No lower than where the limiter has nothing to do: less would only be quieter.
    const headroomDb = -1.05 - amplitudeToDb(model.peak)
    expect(answer.driveDb).toBeCloseTo(headroomDb, 2)
    expect(tried.mock.calls.length).toBeLessThan(100)
  })

  it('finds the plain gain when nothing needs limiting', async () => {
    const model = new LoudnessModel(envelope(10, -30, 6, 6), PARAMS)
    const before = model.predict(0, -1.05).integratedLufs ?? Number.NaN
    const answer = await ask(model, -20)
    expect(answer.stoppedBy).toBeNull()
    expect(answer.driveDb).toBeCloseTo(-20 - before, 2)
    expect(answer.prediction.maximumReductionDb).toBe(0)
  })

  it('goes down as well as up', async () => {
    const model = new LoudnessModel(envelope(10, -8, 6, 0), PARAMS)
    const answer = await ask(model, -23)
    expect(answer.driveDb).toBeLessThan(-14)
    expect(answer.prediction.integratedLufs).toBeCloseTo(-23, 2)
  })

  it('drives harder than the plain difference when the limiter takes some away', async () => {
    const model = new LoudnessModel(envelope(10, -20, 6, 9), PARAMS)
    const before = model.predict(0, -1.05).integratedLufs ?? Number.NaN
    const answer = await ask(model, -16)
    expect(answer.stoppedBy).toBeNull()
    expect(answer.prediction.integratedLufs).toBeCloseTo(-16, 2)
    expect(answer.driveDb).toBeGreaterThan(-16 - before)
    expect(answer.prediction.maximumReductionDb).toBeLessThanOrEqual(6)
  })

  it('stops at 6 dB of peak reduction', async () => {
    const model = new LoudnessModel(envelope(10, -30, 6, 20), FAST_LAW)
    const answer = await ask(model, -8)
    expect(answer.stoppedBy).toBe('limiter-peak-reduction')
    expect(answer.prediction.maximumReductionDb).toBeCloseTo(6, 2)
    expect(answer.prediction.maximumReductionDb).toBeLessThanOrEqual(6)
    expect(answer.prediction.integratedLufs).toBeLessThan(-8)
  })

  it('stops at 2 dB of average reduction', async () => {
    const model = new LoudnessModel(envelope(10, -20, 6, 2), PARAMS)
    const answer = await ask(model, -5)
    expect(answer.stoppedBy).toBe('limiter-average-reduction')
    expect(answer.prediction.averageReductionDb).toBeCloseTo(2, 2)
    expect(answer.prediction.maximumReductionDb).toBeLessThan(6)
  })

  it('stops at the ceiling without a limiter', async () => {
    const model = new LoudnessModel(envelope(10, -20, 6, 9), null)
    const answer = await ask(model, -8, false)
    expect(answer.stoppedBy).toBe('limiter-off')
    expect(answer.driveDb).toBeLessThanOrEqual(-1.05 - amplitudeToDb(model.peak))
    expect(answer.driveDb).toBeCloseTo(-1.05 - amplitudeToDb(model.peak), 2)
  })

  it('stops at the end of the drive range on very quiet input', async () => {
    const model = new LoudnessModel(envelope(10, -66, 6, 0), PARAMS)
    const answer = await ask(model, -14)
    expect(answer.stoppedBy).toBe('drive-range')
    expect(answer.driveDb).toBe(40)
  })

  it('does nothing to silence and to what is too short to measure', async () => {
    const silent = new LoudnessModel(envelope(10, Number.NEGATIVE_INFINITY, 0, 0), PARAMS)
    expect(await ask(silent, -14)).toMatchObject({ driveDb: 0, stoppedBy: null })
    const short = new LoudnessModel(envelope(0.39, -20, 6, 0), PARAMS)
    expect(await ask(short, -14)).toMatchObject({ driveDb: 0, stoppedBy: null })
  })

  it('moves by what a real pass taught', async () => {
    const model = new LoudnessModel(envelope(10, -30, 6, 6), PARAMS)
    const plain = (await ask(model, -20)).driveDb
    const taught = await ask(model, -20, true, { ...NO_CORRECTION, loudnessLu: -0.3 })
    expect(taught.driveDb).toBeCloseTo(plain + 0.3, 2)
    expect(taught.prediction.integratedLufs).toBeCloseTo(-20, 2)
  })

  it('needs few evaluations for minutes of audio', async () => {
    const model = new LoudnessModel(envelope(60, -20, 6, 9), PARAMS)
    let evaluations = 0
    const predict = model.predict.bind(model)
    model.predict = (...args) => {
      evaluations++
      return predict(...args)
    }
    await ask(model, -14)
    expect(evaluations).toBeLessThanOrEqual(15)
  })
})

describe('hops', () => {
  it('fill the gating step exactly at common rates', () => {
    for (const rate of [22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000]) {
      expect(Math.round(rate / 10) % hopFrames(rate)).toBe(0)
      expect(Math.abs(hopFrames(rate) / (rate / 1000) - 1)).toBeLessThan(0.3)
    }
  })
})
