import { expect, it } from 'vitest'
import type { Found } from '../analysis/findings/finding'
import { evidenceWords } from './evidence-words'

const found = (change: Partial<Found>): Found => ({
  kind: 'mud',
  state: 'found',
  degree: 0.5,
  certainty: 0.6,
  value: 6.9,
  unit: 'dB',
  bandHz: null,
  places: [],
  ...change,
})

it('says the number that a finding rests on, and how sure it is', () => {
  expect(evidenceWords(found({}))).toBe('6.9 dB more than usual, likely')
  expect(evidenceWords(found({ kind: 'air', value: -9, certainty: 0.4 }))).toBe(
    '9.0 dB less than usual, a guess',
  )
  expect(evidenceWords(found({ kind: 'dc-offset', value: 2, unit: '%', certainty: 1 }))).toBe(
    '2.00 %, certain',
  )
  expect(evidenceWords(found({ kind: 'head-cut', value: -12, unit: 'dBFS', certainty: 0.7 }))).toBe(
    '−12.0 dBFS at the edge, likely',
  )
  expect(evidenceWords(found({ kind: 'clicks', value: 3, unit: 'places', certainty: 0.8 }))).toBe(
    '3 places, likely',
  )
  expect(evidenceWords(found({ kind: 'clipped', value: null, certainty: 1 }))).toBe('certain')
})
