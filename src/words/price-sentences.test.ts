import { expect, test } from 'vitest'
import { inaudibleSentence, turnedDownSentence } from './price-sentences'

const SERVICES = [
  { label: 'Spotify', targetLufs: -14 },
  { label: 'Apple Music', targetLufs: -16 },
  { label: 'Tidal', targetLufs: -14 },
  { label: 'YouTube Music', targetLufs: -7 },
]

test('services that turn down are told, the most first and alike ones together', () => {
  expect(turnedDownSentence(-10, SERVICES)).toBe(
    'Turned down by Apple Music by 6.0 dB; Spotify, Tidal by 4.0 dB.',
  )
  expect(turnedDownSentence(-16, SERVICES)).toBe('No service turns that down.')
})

test('the loudest free target is told once it is known', () => {
  const price = { points: [], freeLufs: -18.24, inaudibleLufs: null, measuredAtLufs: [] }
  expect(inaudibleSentence(price)).toBe('Up to −18.2 LUFS level alone gets there.')
  expect(inaudibleSentence({ ...price, inaudibleLufs: -9.8 })).toBe(
    '−9.8 LUFS is the loudest that costs nothing audible.',
  )
})
