import { describe, expect, it } from 'vitest'
import { playbackSentence } from './playback-sentence'

describe('predicted playback', () => {
  it('says which way and by how much', () => {
    expect(playbackSentence('Spotify', -5)).toBe('Spotify turns it down by 5.0 dB.')
    expect(playbackSentence('Spotify', 1.26)).toBe('Spotify turns it up by 1.3 dB.')
  })

  it('calls less than a tenth of a decibel no change', () => {
    expect(playbackSentence('Tidal', -0.04)).toBe('Tidal plays it at its own level.')
  })

  it('is silent where nothing is normalised', () => {
    expect(playbackSentence('CD', null)).toBe('')
  })
})
