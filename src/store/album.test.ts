import { expect, it } from 'vitest'
import { albumTracks, EMPTY_ALBUM, entryOf, withEntry, withPlace } from './album'

const tracks = ['a', 'b', 'c'].map((id) => ({ id }))
const ids = (plan = EMPTY_ALBUM, of = tracks) =>
  albumTracks(plan, of)
    .map(({ id }) => id)
    .join('')

it('follows the order in which tracks were opened until it is told otherwise', () => {
  expect(ids()).toBe('abc')
  const moved = withPlace(EMPTY_ALBUM, tracks, 'c', 0)
  expect(ids(moved)).toBe('cab')
  expect(ids(withPlace(moved, tracks, 'a', 9))).toBe('cba')
  expect(ids(withPlace(moved, tracks, 'c', -1))).toBe('cab')
})

it('puts tracks that are opened later at its end, and forgets closed ones', () => {
  const moved = withPlace(EMPTY_ALBUM, tracks, 'c', 0)
  expect(ids(moved, [{ id: 'b' }, { id: 'c' }, { id: 'd' }])).toBe('cbd')
})

it('has two seconds ahead of a track as CDs do, and keeps what is set', () => {
  expect(entryOf(EMPTY_ALBUM, 'a').gapBeforeS).toBe(2)
  const set = withEntry(withEntry(EMPTY_ALBUM, 'a', { gapBeforeS: -1 }), 'a', { fadeInS: 3 })
  expect(entryOf(set, 'a')).toMatchObject({ gapBeforeS: -1, fadeInS: 3, trimEndS: 0 })
})
