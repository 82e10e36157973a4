import { expect, it } from 'vitest'
import { changeWords } from './change-words'

it('says what a move sets, and nothing of what it leaves', () => {
  expect(changeWords('declick', { places: '9+1L 20+3LR' })).toBe('2 places mended')
  expect(changeWords('fades', { fadeInMs: 5 })).toBe('faded in over 5 ms')
  expect(changeWords('fades', { fadeOutMs: 37.6 })).toBe('faded out over 37.6 ms')
  expect(changeWords('input', { highPassSlope: '12', highPassHz: 25 })).toBe(
    'low cut at 25 Hz, 12 dB/oct',
  )
  expect(changeWords('stereo', { widthMidPercent: 110, widthHighPercent: 110 })).toBe('width 110 %')
  expect(
    changeWords('stereo', { widthLowPercent: 100, widthMidPercent: 93, widthHighPercent: 104 }),
  ).toBe('width of the middle 93 %, width of the highs 104 %')
})
