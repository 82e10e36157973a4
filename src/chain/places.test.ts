import { expect, it } from 'vitest'
import { sanitise } from './parameter'
import { MOST_DAMAGED, parsePlaces, placesText } from './places'
import { placesSpec } from './spec'

const spec = placesSpec('places', 'Places')

it('places are read as they were written, in order', () => {
  const places = [
    { frame: 368_639, frames: 2, channels: 'L' },
    { frame: 184_319, frames: 3, channels: 'LR' },
  ] as const
  expect(placesText(places)).toBe('184319+3LR 368639+2L')
  expect(parsePlaces(placesText(places))).toEqual(places.toReversed())
  expect(sanitise(spec, placesText(places))).toBe(placesText(places))
})

it('what is none is left out of what claims to be places', () => {
  const text = '12+0L 5+3RL 7+1001L -3+1L 1e3+1L 4+1R  9999999999999+1L 2+1LR <b>'
  expect(sanitise(spec, text)).toBe('2+1LR 4+1R')
  for (const odd of [undefined, null, 3, {}, ['2+1L']]) expect(sanitise(spec, odd)).toBe('')
  const many = Array.from({ length: 1000 }, (_, n) => `${n}+1L`).join(' ')
  expect(parsePlaces(many)).toHaveLength(MOST_DAMAGED)
})
