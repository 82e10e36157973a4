import { expect, test } from 'vitest'
import { rowLabel } from './row-label'

test('a row is called by its module, and among several by its own name or number', () => {
  expect(rowLabel({ moduleId: 'limiter', band: 0, bandCount: 1 })).toBe('Limiter')
  expect(rowLabel({ moduleId: 'limiter', band: 1, bandCount: 2 })).toBe('Limiter lows')
  expect(rowLabel({ moduleId: 'multiband', band: 2, bandCount: 3 })).toMatch(/ 3$/)
})
