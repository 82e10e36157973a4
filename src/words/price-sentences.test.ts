import { expect, test } from 'vitest'
import {
  inaudibleSentence,
  pricePointSentence,
  referencesSentence,
  turnedDownSentence,
} from './price-sentences'

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

test('a point says what it costs, and what is beyond reach', () => {
  const point = {
    targetLufs: -9,
    integratedLufs: -9,
    stoppedBy: null,
    landing: { driveDb: 8, ceilingDbtp: -1, marginDb: 0.05, budgetDb: 0 },
    averageReductionDb: 1.2,
    maximumReductionDb: 6.5,
    peakToLoudnessLu: 7.95,
    deepestCancelledDb: null,
    grade: -1.2,
  }
  expect(pricePointSentence(point)).toBe(
    '−9.0 LUFS: turned down 6.5 dB at peaks, 1.2 dB on average, 8.0 LU from loudness to peak; damage −1.2, audible on close listening.',
  )
  expect(pricePointSentence({ ...point, maximumReductionDb: 0, deepestCancelledDb: 4.26 })).toBe(
    '−9.0 LUFS: peaks cut by up to 4.3 dB, 8.0 LU from loudness to peak; damage −1.2, audible on close listening.',
  )
  const short = { ...point, integratedLufs: -12.4, maximumReductionDb: 0, grade: null }
  expect(pricePointSentence(short)).toBe(
    '−9.0 LUFS cannot be reached, −12.4 at most: nothing turned down by the limiter, 8.0 LU from loudness to peak.',
  )
})

test('references are told where they lie', () => {
  expect(referencesSentence([])).toBe('')
  expect(referencesSentence([{ name: 'hit.wav', lufs: -9.84 }])).toBe('hit.wav is at −9.8 LUFS.')
})

test('the loudest free target is told once it is known', () => {
  const price = { points: [], freeLufs: -18.24, inaudibleLufs: null, measuredAtLufs: [] }
  expect(inaudibleSentence(price)).toBe('Up to −18.2 LUFS level alone gets there.')
  expect(inaudibleSentence({ ...price, inaudibleLufs: -9.8 })).toBe(
    '−9.8 LUFS is the loudest that costs nothing audible.',
  )
})
