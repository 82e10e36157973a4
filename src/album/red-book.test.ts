import { describe, expect, it } from 'vitest'
import { redBookViolations } from './red-book'
import { oneTrack, threeTracks } from './testing/discs'

describe('Red Book rules', () => {
  it('find nothing on discs that plants take', () => {
    expect(redBookViolations(threeTracks)).toEqual([])
    expect(redBookViolations(oneTrack)).toEqual([])
  })

  it('find a short first pause, a short track, points out of order and a programme too long', () => {
    const at = (track: number, index: number, atCdFrames: number) => ({ track, index, atCdFrames })
    expect(redBookViolations({ ...oneTrack, points: [at(1, 0, 0), at(1, 1, 149)] })).toEqual([
      { kind: 'first-pause-too-short', cdFrames: 149 },
    ])
    expect(redBookViolations({ ...oneTrack, leadOutCdFrames: 150 + 299 })).toEqual([
      { kind: 'track-too-short', track: 1, cdFrames: 299 },
    ])
    expect(redBookViolations({ ...oneTrack, points: [at(1, 0, 200), at(1, 1, 200)] })).toEqual([
      { kind: 'points-out-of-order', track: 1, index: 0 },
    ])
    expect(redBookViolations({ ...oneTrack, leadOutCdFrames: 359_776 })).toEqual([
      { kind: 'programme-too-long', cdFrames: 359_776 },
    ])
  })

  it('find an empty disc, too many tracks and a track without a start', () => {
    expect(redBookViolations({ ...oneTrack, tracks: [] })).toEqual([{ kind: 'no-tracks' }])
    const [track] = threeTracks.tracks
    if (!track) throw new Error('no track')
    const kinds = redBookViolations({ ...oneTrack, tracks: Array(100).fill(track) }).map(
      ({ kind }) => kind,
    )
    expect(kinds[0]).toBe('too-many-tracks')
    expect(kinds).toContain('no-start')
  })
})
