import { describe, expect, it } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchAmounts, STARTING_AMOUNTS } from '../../chain/match'
import { detachedJob } from '../../core/job'
import { fingerprintOf } from '../testing/fingerprint-of'
import { mix } from '../testing/mix'
import { type Match, matchReferences, type WeightedReference } from './match-references'

const RATE = 48_000
const ALL: MatchAmounts = {
  tonePercent: 100,
  dynamicsPercent: 100,
  widthPercent: 100,
  loudnessPercent: 100,
}
const OWN_LUFS = -14

const track = await fingerprintOf(mix({ sampleRate: RATE, channelCount: 2, seconds: 12 }))

/** The track with another tone (dB an octave round 1 kHz), side, loudness and density. */
const changed = (
  tiltDb: number,
  sideDb = 0,
  { loudnessDb = 0, spread = 1 }: { loudnessDb?: number; spread?: number } = {},
): Fingerprint => {
  const tilted = (levelsDb: readonly number[], plusDb: number) =>
    levelsDb.map((levelDb, band) => levelDb + plusDb + tiltDb * ((band + 0.5) / 6 - 5.64))
  const { p50Db } = track.levels
  const levels = Object.fromEntries(
    Object.entries(track.levels).map(([key, levelDb]) => [key, p50Db + spread * (levelDb - p50Db)]),
  ) as unknown as Fingerprint['levels']
  return {
    ...track,
    integratedLufs: (track.integratedLufs ?? 0) + loudnessDb,
    mid: { ...track.mid, meanDb: tilted(track.mid.meanDb, 0) },
    side: track.side && { ...track.side, meanDb: tilted(track.side.meanDb, sideDb) },
    levels,
  }
}

const reference = (name: string, fingerprint: Fingerprint, weightPercent = 100) => ({
  name,
  fingerprint,
  weightPercent,
})
const matched = (references: readonly WeightedReference[], amounts = ALL) =>
  matchReferences(track, references, amounts, OWN_LUFS, detachedJob)
const settingsOf = (match: Match | null, moduleId: string) =>
  match?.settings.find((module) => module.moduleId === moduleId)?.values

describe('references', () => {
  it('a track matched to itself gets no settings and keeps its loudness', async () => {
    const match = await matched([reference('self', track)])
    expect(match?.settings).toEqual([])
    expect(match?.targetLufs).toBeCloseTo(track.integratedLufs ?? Number.NaN, 9)
  })

  it('without weight do nothing', async () => {
    expect(await matched([reference('x', changed(1), 0)])).toBeNull()
  })

  it('set tone by the equaliser, and width by the side within 3 dB, never wider in the bass', async () => {
    const match = await matched([reference('x', changed(0.5, 6))])
    expect(settingsOf(match, 'equaliser')).toBeDefined()
    const width = settingsOf(match, 'stereo')
    expect(width?.widthLowPercent).toBe(100)
    expect(width?.widthMidPercent).toBe(141)
  })

  it('say where their own bass is wide, so that it is not made mono against them', async () => {
    const wide = track.side && { ...track.side, meanDb: track.mid.meanDb.map((db) => db - 3) }
    const of = async (fingerprint: Fingerprint) =>
      (await matched([reference('x', fingerprint)]))?.hasWideBass
    expect(await of({ ...track, side: wide })).toBe(true)
    expect(await of(track)).toBeUndefined()
    expect(await of({ ...track, side: null })).toBeUndefined()
  })

  it('compress what is less dense than they are, and never expand', async () => {
    const denser = await matched([reference('x', changed(0, 0, { spread: 0.5 }))])
    const { ratio, thresholdDb } = settingsOf(denser, 'bus-compressor') ?? {}
    expect(ratio).toBeGreaterThan(1)
    expect(ratio).toBeLessThanOrEqual(2.5)
    expect(Math.abs(Number(thresholdDb) - track.levels.p50Db)).toBeLessThanOrEqual(0.25)
    const looser = [reference('x', changed(0, 0, { spread: 1.5 }))]
    expect(settingsOf(await matched(looser), 'bus-compressor')).toBeUndefined()
  })

  it('go the share of the way to their loudness that is asked for', async () => {
    const louder = [reference('x', changed(0, 0, { loudnessDb: 4 }))]
    const wanted = (track.integratedLufs ?? 0) + 4
    const at = async (loudnessPercent: number) =>
      (await matched(louder, { ...ALL, loudnessPercent }))?.targetLufs
    expect(await at(100)).toBeCloseTo(wanted, 9)
    expect(await at(50)).toBeCloseTo((wanted + OWN_LUFS) / 2, 9)
    expect(await at(0)).toBeNull()
  })

  it('two that pull apart meet in the middle; of three the odd one out does not count', async () => {
    const amounts = { ...STARTING_AMOUNTS, tonePercent: 100 }
    const [up, down] = [reference('up', changed(1)), reference('down', changed(-1))]
    expect(settingsOf(await matched([up, down], amounts), 'equaliser')).toBeUndefined()
    const odd = [reference('a', track), reference('b', track), reference('odd', changed(1.5))]
    const match = await matched(odd, amounts)
    expect(settingsOf(match, 'equaliser')).toBeUndefined()
    expect(match?.name).toBe('a and 2 more')
  })

  it('half the weight of a single one is half the way', async () => {
    const far = changed(0, -2)
    const sideAt = async (weightPercent: number) =>
      settingsOf(await matched([reference('x', far, weightPercent)]), 'stereo')?.widthMidPercent
    expect(await sideAt(100)).toBe(79)
    expect(await sideAt(50)).toBe(89)
  })
})
