import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/facts'
import { albumLevels } from './album-loudness'

/** A master that is as loud all the time: so many 400 ms blocks of one loudness. */
const track = (lufs: number, blocks: number, truePeakDbtp = -3) => ({
  analysis: {
    ...analysisOf(lufs),
    truePeakDbtp,
    loudness: {
      ...analysisOf(lufs).loudness,
      momentaryLufs: new Float32Array(blocks + 3).fill(lufs),
    },
  },
  ceilingDbtp: -1,
})

describe('the loudness of an album', () => {
  it('is that of all blocks together: ten parts at −10 and ten at −16 LUFS are −12.03 LUFS', () => {
    const levels = albumLevels([track(-10, 100), track(-16, 100)], {
      loudness: 'as-mastered',
      targetLufs: -14,
    })
    // 10·log10((10^−1 + 10^−1.6) / 2)
    expect(levels.wholeLufs).toBeCloseTo(-12.04, 1)
    expect(levels.loudestLufs).toBe(-10)
    expect(levels.gainDb).toBe(0)
  })

  it('comes to the target by one gain, by the whole or by the loudest track', () => {
    const tracks = [track(-10, 100), track(-16, 100)]
    const whole = albumLevels(tracks, { loudness: 'whole', targetLufs: -16 })
    expect(whole.gainDb).toBeCloseTo(-16 - (whole.wholeLufs ?? 0), 1)
    expect(albumLevels(tracks, { loudness: 'loudest', targetLufs: -14 }).gainDb).toBe(-4)
  })

  it('stops at the ceiling of the track that has the least room', () => {
    const tracks = [track(-20, 100, -6), track(-18, 100, -2.5)]
    const levels = albumLevels(tracks, { loudness: 'loudest', targetLufs: -14 })
    expect(levels).toMatchObject({ gainDb: 1.5, isHeldBack: true })
  })

  it('has no gain where nothing is loud', () => {
    const silent = track(Number.NEGATIVE_INFINITY, 10, Number.NEGATIVE_INFINITY)
    expect(albumLevels([silent], { loudness: 'whole', targetLufs: -14 })).toMatchObject({
      wholeLufs: null,
      gainDb: 0,
    })
    expect(albumLevels([], { loudness: 'whole', targetLufs: -14 }).gainDb).toBe(0)
  })
})
