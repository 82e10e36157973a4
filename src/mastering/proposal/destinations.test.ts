import { describe, expect, it } from 'vitest'
import {
  DEFAULT_DESTINATION_ID,
  DESTINATIONS,
  type Destination,
  destinationOf,
  predictedPlaybackGainDb,
} from './destinations'

const at = (id: string): Destination => {
  const found = destinationOf(id)
  if (!found) throw new Error(id)
  return found
}

describe('destinations', () => {
  it('are unique, start from Spotify and end with Custom', () => {
    expect(new Set(DESTINATIONS.map(({ id }) => id)).size).toBe(DESTINATIONS.length)
    expect(new Set(DESTINATIONS.map(({ label }) => label)).size).toBe(DESTINATIONS.length)
    expect(at(DEFAULT_DESTINATION_ID).label).toBe('Spotify')
    expect(DESTINATIONS.at(-1)?.label).toBe('Custom')
  })

  it('carry the levels of the reference', () => {
    const levels = (id: string) => [at(id).targetLufs, at(id).ceilingDbtp]
    expect(levels('spotify')).toEqual([-14, -1])
    expect(levels('spotify-loud')).toEqual([-11, -2])
    expect(levels('apple-music')).toEqual([-16, -1])
    expect(levels('youtube-music')).toEqual([-7, -1])
    expect(levels('amazon-music')).toEqual([-14, -2])
    expect(levels('deezer')).toEqual([-15, -1])
    expect(levels('ebu-r128')).toEqual([-23, -1])
    expect(levels('atsc-a85')).toEqual([-24, -2])
    expect(levels('podcast')).toEqual([-16, -1])
  })

  it('say where a default is only common practice', () => {
    for (const id of ['cd', 'club', 'qobuz-bandcamp'])
      expect(at(id).note).toContain('common practice')
  })
})

describe('predicted playback gain', () => {
  it('turns a loud master down by the whole difference', () => {
    expect(predictedPlaybackGainDb(at('spotify'), -9, -0.5)).toBe(-5)
    expect(predictedPlaybackGainDb(at('youtube'), -9, -1)).toBe(-5)
  })

  it('raises a quiet master on Spotify only until its peaks reach the ceiling', () => {
    // Spotify's own example: −20 LUFS with a peak of −5 is lifted by 4 dB, to −16.
    expect(predictedPlaybackGainDb(at('spotify'), -20, -5)).toBe(4)
    expect(predictedPlaybackGainDb(at('spotify'), -20, -12)).toBe(6)
  })

  it('lets Spotify Loud reach its level behind its own limiter', () => {
    expect(predictedPlaybackGainDb(at('spotify-loud'), -20, -5)).toBe(9)
  })

  it('leaves a quiet master alone where raising is not done or not documented', () => {
    expect(predictedPlaybackGainDb(at('tidal'), -20, -12)).toBe(0)
    expect(predictedPlaybackGainDb(at('amazon-music'), -20, -12)).toBe(0)
  })

  it('says nothing where nothing is normalised or nothing was measured', () => {
    expect(predictedPlaybackGainDb(at('cd'), -20, -12)).toBeNull()
    expect(predictedPlaybackGainDb(at('spotify'), null, -12)).toBeNull()
    expect(predictedPlaybackGainDb(at('spotify'), Number.NEGATIVE_INFINITY, -12)).toBeNull()
  })
})
