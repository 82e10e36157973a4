import { expect, it } from 'vitest'
import { effectWords } from './effect-words'

it('says what was predicted, and what was measured once that is known', () => {
  const level = { of: 'level', atHz: 113, predicted: -0.82, measured: null } as const
  expect(effectWords(level)).toBe('Predicted −0.8 dB')
  expect(effectWords({ ...level, measured: -0.71 })).toBe('Predicted −0.8 dB, measured −0.7 dB')
  expect(effectWords({ of: 'compression', atHz: null, predicted: 0.6, measured: 1.84 })).toBe(
    'Predicted 0.6 dB on average, measured 1.8 dB on attacks',
  )
  expect(effectWords({ of: 'edge', atHz: null, predicted: -71.5, measured: -70 })).toBe(
    'Predicted −71.5 dBFS at the edge, measured −70.0 dBFS at the edge',
  )
  expect(effectWords({ of: 'clicks', atHz: null, predicted: 0, measured: 1 })).toBe(
    'Predicted 0 places left, measured 1 place left',
  )
})
