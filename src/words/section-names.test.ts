import { expect, test } from 'vitest'
import { sectionName } from './section-names'

test('a section is named by its loudness, place and level', () => {
  const section = { startSeconds: 15, endSeconds: 92.4, integratedLufs: -11.24 } as const
  expect(sectionName({ ...section, rank: 'loudest' })).toBe(
    'loudest part, 0:15 to 1:32, −11.2 LUFS',
  )
  expect(sectionName({ ...section, integratedLufs: null, rank: 'middle' })).toBe(
    'part, 0:15 to 1:32',
  )
})
