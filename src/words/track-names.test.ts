import { describe, expect, it } from 'vitest'
import { isAudioName, trackNames, withoutExtension } from './track-names'

const named = (...names: readonly string[]) => {
  const found = trackNames(names.map((name, index) => ({ id: `${index}`, name })))
  return names.map((_, index) => found.get(`${index}`))
}

describe('names of tracks', () => {
  it.each([
    ['Artist – Track (feat. Someone)', 'Artist – Track (feat. Someone)'],
    ['Mix v1.2', 'Mix v1.2'],
    ['Song.final.MASTER.v2.WAV', 'Song.final.MASTER.v2'],
    ['Track 1. Intro.flac', 'Track 1. Intro'],
    ['.wav', '.wav'],
    ['no-extension', 'no-extension'],
    ['notes.txt', 'notes.txt'],
  ])('%s → %s', (name, expected) => {
    expect(withoutExtension(name)).toBe(expected)
  })

  it('that look alike are told apart', () => {
    expect(named('song.wav', 'song.aif').map((one) => one?.label)).toEqual(['song.wav', 'song.aif'])
    expect(named('mix.wav', 'mix.wav', 'mix.wav').map((one) => one?.label)).toEqual([
      'mix',
      'mix (2)',
      'mix (3)',
    ])
    expect(named('mix.wav', 'mix.wav').map((one) => one?.fullName)).toEqual([
      'mix.wav',
      'mix.wav (2)',
    ])
  })

  it('of exported files never collide', () => {
    const files = named(
      'song.wav',
      'song.aif',
      'Song.flac',
      'song (2).wav',
      'Mix v1.2',
      'Mix v1.3',
    ).map((one) => (one?.stem ?? '').toLowerCase())
    expect(new Set(files).size).toBe(6)
    expect(files[0]).toBe('song')
  })

  it('of audio end as audio does', () => {
    expect(['a.wav', 'b.OPUS', 'cover.jpg', 'wav'].map(isAudioName)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
