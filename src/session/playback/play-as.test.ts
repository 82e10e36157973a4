import { describe, expect, it } from 'vitest'
import { PLAY_AS, playedAs } from './play-as'

const LOUD = { integratedLufs: -9, truePeakDbtp: -1 }
const QUIET = { integratedLufs: -20, truePeakDbtp: -3 }

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
