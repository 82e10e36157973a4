import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { STREAMING_CODECS, streamingSettings } from '../delivery/streaming-codecs'
import { nodeEngine } from '../hosts/node/node-engine'
import { RATE, RECIPE, wavFile } from './testing/mix-file'

const MP3 = { ...DEFAULT_DELIVERY, format: 'mp3', quality: 'cbr-128' } as const

describe('a master put through a codec', () => {
  const engine = nodeEngine()
  beforeAll(async () => {
    const file = await wavFile(syntheticMix({ seconds: 5, sampleRate: RATE }))
    await engine.open('t', file, null, {})
    await engine.analyse('t', {})
    await engine.master('t', RECIPE, {})
  })
  afterAll(() => engine.close('t'))

  const valued = async <T>(
    answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>,
  ): Promise<T> => {
    const outcome = await answer
    if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    return outcome.value
  }

  it('reads as the check of the delivered file does, frame for frame, with nothing late', async () => {
    // A codec that takes no loudness away, so that the file is of this very master.
    const settings = { ...MP3, quality: 'vbr-0' }
    const { check } = await valued(engine.export('t', settings, {}, {}))
    const proof = await valued(engine.decodeCodec('t', settings, 'heard', {}))
    expect(proof.after.truePeakDbtp).toBe(check.truePeakDbtp)
    expect(proof.after.integratedLufs).toBe(check.integratedLufs)
    expect(proof).toMatchObject({ lengthFrames: check.lengthFrames, change: { lagFrames: 0 } })
    expect(proof.before.truePeakDbtp).toBeLessThanOrEqual(-1)
    const { loudnessChangeLu, truePeakChangeDb, ...exact } = proof.change
    expect(check.codec).toMatchObject(exact)
    expect(check.codec?.loudnessChangeLu).toBeCloseTo(loudnessChangeLu ?? Number.NaN, 6)
    expect(check.codec?.truePeakChangeDb).toBeCloseTo(truePeakChangeDb ?? Number.NaN, 6)
  })

  it('is delivered as loud as its target where the codec takes loudness away, and says so', async () => {
    const { after } = await valued(engine.decodeCodec('t', MP3, 'heard', {}))
    const takesLu = RECIPE.targetLufs - (after.integratedLufs ?? 0)
    expect(takesLu).toBeGreaterThan(0.1)
    const { check, verdict, margin } = await valued(engine.export('t', MP3, {}, {}))
    expect(Math.abs((check.integratedLufs ?? 0) - RECIPE.targetLufs)).toBeLessThan(0.1)
    expect(verdict).toMatchObject({ status: 'hit', targetLufs: RECIPE.targetLufs })
    expect(margin).toMatchObject({ held: null, rounds: 2 })
    expect(Math.abs((margin?.loudnessShiftLu ?? 0) - takesLu)).toBeLessThan(0.05)
    expect(check.codec?.cutoffHz).toBeGreaterThan(15_000)
  })

  it('can be listened to: before, after, and what the codec changed, which is far quieter', async () => {
    const proof = await valued(engine.decodeCodec('t', MP3, 'heard', {}))
    const loudness = async (signal: 'original' | 'master' | 'difference') => {
      const gains = { originalGain: 1, masterGain: 1 }
      const wav = await valued(engine.listenFile('heard', { signal, ...gains }, {}))
      await valued(engine.open('again', new File([wav], 'again.wav'), null, {}))
      return (await valued(engine.analyse('again', {}))).loudness.integratedLufs ?? 0
    }
    const before = await loudness('original')
    expect(before).toBeCloseTo(proof.before.integratedLufs ?? 0, 2)
    expect(await loudness('master')).toBeCloseTo(proof.after.integratedLufs ?? 0, 2)
    expect(await loudness('difference')).toBeLessThan(before - 10)
    engine.close('heard')
    const gone = await engine.listenFile(
      'heard',
      { signal: 'master', originalGain: 1, masterGain: 1 },
      {},
    )
    expect(gone).toMatchObject({ ok: false, error: { code: 'track-gone' } })
  })

  it('goes through every streaming codec that this host decodes, at a rate that the codec takes', async () => {
    for (const codec of STREAMING_CODECS) {
      const answer = await engine.decodeCodec('t', streamingSettings(codec, RATE), 'heard', {})
      if (!answer.ok) expect(answer.error.code, codec.id).toBe('codec-missing')
      else expect(answer.value.change.lagFrames, codec.id).toBe(0)
    }
  })
})
