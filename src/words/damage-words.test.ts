import { expect, it } from 'vitest'
import { damageSentence, damageWords } from './damage-words'

it('says how audible a grade is, and gives the number with it', () => {
  expect([0, -0.5, -0.51, -1.5, -1.51, -4].map(damageWords)).toEqual([
    'transparent',
    'transparent',
    'audible on close listening',
    'audible on close listening',
    'clearly squashed',
    'clearly squashed',
  ])
  expect(damageSentence(-0.12)).toBe('Damage −0.12: transparent.')
})
