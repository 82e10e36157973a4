import { describe, expect, it } from 'vitest'
import { sizeText, whenSentence } from './relative-time'

const at = (text: string): number => new Date(text).getTime()

describe('when work was left', () => {
  const now = at('2026-11-24T09:00:00')
  it.each([
    ['2026-11-24T00:01:00', 'earlier today'],
    ['2026-11-23T23:59:00', 'yesterday'],
    ['2026-11-20T12:00:00', 'Friday'],
    ['2026-11-12T12:00:00', '12 November'],
    ['2025-11-12T12:00:00', '12 November 2025'],
  ])('%s is %s', (text, wanted) => {
    expect(whenSentence(at(text), now)).toBe(wanted)
  })

  it('calls a clock that was set back today, too', () => {
    expect(whenSentence(at('2026-11-25T09:00:00'), now)).toBe('earlier today')
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 kB'],
    [1, '1 kB'],
    [41_234_567, '41.2 MB'],
    [1_200_000_000, '1.20 GB'],
  ])('%d bytes are %s', (bytes, wanted) => {
    expect(sizeText(bytes)).toBe(wanted)
  })
})
