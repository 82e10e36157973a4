import { expect, test } from 'vitest'
import { hasSimd } from './simd'

test('the SIMD probe is a valid module where SIMD runs', () => {
  expect(hasSimd()).toBe(true)
})
