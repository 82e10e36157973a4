import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../analysis/analysis'
import { newTrack } from '../../store/tracks'
import { analysisOf } from '../testing/facts'
import { createAlbumDelivered } from './album-delivered'
import { PLAY_AS, playedAs, playedBy } from './play-as'

const LOUD = { integratedLufs: -9, truePeakDbtp: -1 }
const QUIET = { integratedLufs: -20, truePeakDbtp: -3 }

/** Audio that is as loud as this all the time. */
const steady = (lufs: number): Analysis => {
  const analysis = analysisOf(lufs)
  const momentaryLufs = new Float32Array(103).fill(lufs)
  return { ...analysis, loudness: { ...analysis.loudness, momentaryLufs } }
}

describe('“Play as”', () => {
  it('begins with what was delivered, and has every service with a level of its own, then rooms', () => {
    const labels = PLAY_AS.map(({ label }) => label)
    expect(labels[0]).toBe('As delivered')
    for (const label of ['Spotify', 'Spotify Loud', 'Apple Music', 'YouTube', 'Tidal', 'Deezer'])
      expect(labels).toContain(label)
    expect(labels.slice(-5)).toEqual(['Small speaker', 'Laptop', 'Car', 'Club', 'Quiet listening'])
    expect(playedAs('as-delivered', QUIET, LOUD)).toEqual({ gainDb: null, room: null })
  })

  // Playback levels and what becomes of quiet masters as the services and the trade press have them, 2026-11.
  it.each([
    ['spotify', -5, 2],
    ['apple-music', -7, 2],
    ['youtube', -5, 0],
    ['youtube-music', 0, 0],
    ['amazon-music', -5, 0],
    ['tidal', -5, 0],
    ['deezer', -6, 0],
    ['soundcloud', -5, 0],
  ])(
    '%s plays a master of −9 LUFS at %d dB, and one of −20 LUFS with peaks at −3 dBTP at %d dB',
    (id, loudDb, quietDb) => {
      expect(playedAs(id, QUIET, LOUD)).toEqual({
        gainDb: { original: quietDb, master: loudDb },
        room: null,
      })
    },
  )

  it('goes by the whole album where the service does, each track by the same gain', () => {
    const quiet = { ...newTrack('a', 'a.wav'), analysis: steady(-20) }
    const loud = { ...newTrack('b', 'b.wav'), analysis: steady(-8) }
    const album = createAlbumDelivered()([quiet, loud])
    // Gated as one programme, power averages: 10·log10((10^−2 + 10^−0.8) / 2) = −10.7; the quiet half is above the gate.
    const gainDb = -14 - (album.original?.integratedLufs ?? Number.NaN)
    expect(album.original?.integratedLufs).toBeCloseTo(-10.75, 1)
    expect(album.master).toBeNull()
    for (const track of [quiet, loud])
      expect(playedBy('tidal-in-album', track, album, 'original')).toBeCloseTo(gainDb, 9)
    expect(playedAs('tidal-in-album', album.original, null).gainDb?.original).toBeCloseTo(gainDb, 9)
    expect(playedBy('tidal', loud, album, 'original')).toBe(-6)
    const labels = PLAY_AS.map(({ label }) => label)
    expect(labels.filter((label) => label.endsWith(', album'))).toEqual(
      ['Spotify', 'Spotify Loud', 'Apple Music', 'Tidal'].map((label) => `${label}, album`),
    )
  })

  it('turns a loud master down to the service’s level', () => {
    const downDb = (id: string) => playedAs(id, QUIET, LOUD).gainDb?.master
    expect(downDb('spotify')).toBe(-5)
    expect(downDb('apple-music')).toBe(-7)
    expect(downDb('youtube-music')).toBe(0)
  })

  it('turns a quiet one up only as far as its peaks allow, and not at all where nobody does', () => {
    expect(playedAs('spotify', QUIET, LOUD).gainDb?.original).toBe(2)
    expect(playedAs('youtube', QUIET, LOUD).gainDb?.original).toBe(0)
    expect(playedAs('tidal', QUIET, LOUD).gainDb?.original).toBe(0)
  })

  it('plays Loud with the service’s own limiter, which is what gets turned up', () => {
    const { gainDb, room } = playedAs('spotify-loud', QUIET, LOUD)
    expect(gainDb).toEqual({ original: 0, master: -2 })
    expect(room?.limiter).toEqual({
      ceilingDbfs: -1,
      attackMs: 5,
      releaseMs: 100,
      gainDb: { original: 9, master: 0 },
    })
  })

  it('leaves alone what cannot be measured', () => {
    const silent = {
      integratedLufs: Number.NEGATIVE_INFINITY,
      truePeakDbtp: Number.NEGATIVE_INFINITY,
    }
    const short = { integratedLufs: null, truePeakDbtp: -3 }
    expect(playedAs('spotify', silent, null).gainDb).toEqual({ original: 0, master: 0 })
    expect(playedAs('spotify-loud', short, silent).gainDb).toEqual({ original: 0, master: 0 })
    expect(playedAs('car', short, silent).room?.noise?.levelDbfs).toEqual({
      original: Number.NEGATIVE_INFINITY,
      master: Number.NEGATIVE_INFINITY,
    })
  })

  it('has the road’s noise 20 dB under each signal, so that it stays so once they are matched', () => {
    expect(playedAs('car', QUIET, LOUD).room?.noise?.levelDbfs).toEqual({
      original: -40,
      master: -29,
    })
  })
})
