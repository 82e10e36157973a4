import { expect, test } from 'vitest'
import { found } from './answer'

test('a guess is never called severe: no degree exceeds its certainty', () => {
  expect(found(1, 12, 'dB', { certainty: 0.5 })).toMatchObject({ degree: 0.5, certainty: 0.5 })
  expect(found(0.2, 3, 'dB', { certainty: 0.5 })).toMatchObject({ degree: 0.2, certainty: 0.5 })
})

test('what is certain may be as bad as it is, within 0…1', () => {
  expect(found(1.4, 12, 'dB')).toMatchObject({ degree: 1, certainty: 1 })
  expect(found(-0.2, null, '')).toMatchObject({ degree: 0, certainty: 1 })
})
