import { describe, expect, it } from 'vitest'
import { bandWords, certaintyWords, findingName, severityOf } from './finding-words'

describe('words for findings', () => {
  it('make a name of the kind, with abbreviations as they are written', () => {
    expect(findingName('dc-offset')).toBe('DC offset')
    expect(findingName('already-mastered')).toBe('Already mastered')
  })

  it('say how bad and how sure', () => {
    expect([0.1, 0.5, 1].map((degree) => severityOf({ degree }))).toEqual([
      'slight',
      'clear',
      'severe',
    ])
    expect([0.3, 0.7, 0.95].map(certaintyWords)).toEqual(['a guess', 'likely', 'certain'])
  })

  it('write a band in one unit', () => {
    expect(bandWords([80, 160])).toBe('80–160 Hz')
    expect(bandWords([5000, 9000])).toBe('5–9 kHz')
    expect(bandWords([1990, 5020])).toBe('2–5 kHz')
    expect(bandWords([800, 2500])).toBe('0.8–2.5 kHz')
    expect(bandWords([50, 50])).toBe('50 Hz')
  })
})
