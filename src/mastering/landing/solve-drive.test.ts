import { describe, expect, it, vi } from 'vitest'
import { type Envelope, hopFrames, pagesOf } from '../../analysis/envelope'
import { amplitudeToDb } from '../../core/decibels'
import { detachedJob } from '../../core/job'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'
import { PARAMS as LIMITER_PARAMS } from '../../dsp/dynamics/testing/limited'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { LoudnessModel } from './loudness-model'
import { MAXIMUM_DRIVE_DB, solveDrive } from './solve-drive'

const SAMPLE_RATE = 48_000
const HOP = hopFrames(SAMPLE_RATE)
const PARAMS: LimiterParams = { ...LIMITER_PARAMS, ceiling: 1 }

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
    pages: pagesOf({ energy, peak }, 0),
  }
}

const ask = (model: LoudnessModel, targetLufs: number, limiterOn = true, correctionLu = 0) =>
  solveDrive(model, { targetLufs, thresholdDbtp: -1.05, limiterOn, correctionLu }, detachedJob)

const lufsAt = (model: LoudnessModel, driveDb: number): number =>
  model.integratedLufs(driveDb, -1.05) ?? Number.NaN

describe('the drive solver', () => {
  it('ends where the largest drive is over the target by less than a digit of the drive', async () => {
    const model = new LoudnessModel(envelope(2, -30, 6, 0), PARAMS)
    const over = 2 ** -49
    const unlimited = model.unlimitedLufs ?? Number.NaN
    const top = -14 - unlimited + 40
    vi.spyOn(model, 'integratedLufs').mockImplementation((driveDb) => -14 + over + driveDb - top)
    expect((await ask(model, -14)).driveDb).toBeCloseTo(top, 2)
  })

  it('ends where less drive is no quieter: at the end of the range', async () => {
    const model = new LoudnessModel(envelope(10, -30, 6, 6), PARAMS)
    const tried = vi.spyOn(model, 'integratedLufs').mockImplementation(() => -10)
    expect((await ask(model, -14)).driveDb).toBeLessThanOrEqual(-MAXIMUM_DRIVE_DB)
    expect(tried.mock.calls.length).toBeLessThan(100)
  })

  it('finds the plain gain when nothing needs limiting', async () => {
    const model = new LoudnessModel(envelope(10, -30, 6, 6), PARAMS)
    const before = lufsAt(model, 0)
    const answer = await ask(model, -20)
    expect(answer.stoppedBy).toBeNull()
    expect(answer.driveDb).toBeCloseTo(-20 - before, 2)
    expect(answer.lostDb).toBeCloseTo(0, 2)
  })

  it('goes down as well as up', async () => {
    const model = new LoudnessModel(envelope(10, -8, 6, 0), PARAMS)
    const answer = await ask(model, -23)
    expect(answer.driveDb).toBeLessThan(-14)
    expect(answer.integratedLufs).toBeCloseTo(-23, 2)
  })

  it('drives harder than the plain difference when the limiter takes some away', async () => {
    const model = new LoudnessModel(envelope(10, -20, 6, 9), PARAMS)
    const before = lufsAt(model, 0)
    const answer = await ask(model, -16)
    expect(answer.stoppedBy).toBeNull()
    expect(answer.integratedLufs).toBeCloseTo(-16, 2)
    expect(answer.driveDb).toBeGreaterThan(-16 - before)
    expect(answer.lostDb).toBeCloseTo(answer.driveDb - (-16 - before), 2)
  })

  it('loses less of the drive where peaks may be cancelled than where they are all turned down', async () => {
    const model = new LoudnessModel(envelope(10, -20, 6, 9), PARAMS)
    const turnedDown = await ask(model, -11)
    model.allowDepth(6)
    const shared = await ask(model, -11)
    model.allowDepth(60)
    const cancelled = await ask(model, -11)
    expect(shared.lostDb).toBeLessThan(turnedDown.lostDb)
    expect(cancelled.lostDb).toBeLessThan(shared.lostDb)
    expect(cancelled.lostDb).toBeGreaterThan(0)
  })

  it('says so where turning down gets no louder', async () => {
    const answer = await ask(new LoudnessModel(envelope(10, -20, 9, 2), PARAMS), -3)
    expect(answer.stoppedBy).toBe('saturated')
    expect(answer.integratedLufs).toBeLessThan(-3)
  })

  it('repeats what a real pass turned down: more drive is turned down there, and nowhere else', () => {
    const model = new LoudnessModel(envelope(10, -60, 6, 0), PARAMS)
    const whole = (reductionDb: number) => ({
      piecesDb: new Float32Array(48).fill(reductionDb),
      pieceFrames: 10_000,
      startFrame: 0,
    })
    model.learnReductions(5, whole(3))
    expect(lufsAt(model, 5)).toBeCloseTo((model.unlimitedLufs ?? 0) + 5 - 3, 3)
    expect(lufsAt(model, 9)).toBeCloseTo((model.unlimitedLufs ?? 0) + 5 - 3, 3)
    model.learnReductions(5, whole(0.05))
    expect(lufsAt(model, 9)).toBeCloseTo((model.unlimitedLufs ?? 0) + 9, 3)
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
    const answer = await ask(model, 20)
    expect(answer.stoppedBy).toBe('drive-range')
    expect(answer.driveDb).toBe(MAXIMUM_DRIVE_DB)
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
    const taught = await ask(model, -20, true, -0.3)
    expect(taught.driveDb).toBeCloseTo(plain + 0.3, 2)
    expect(taught.integratedLufs).toBeCloseTo(-20, 2)
  })

  it('needs few evaluations for minutes of audio', async () => {
    const model = new LoudnessModel(envelope(60, -20, 6, 9), PARAMS)
    let evaluations = 0
    const predict = model.integratedLufs.bind(model)
    model.integratedLufs = (...args) => {
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
