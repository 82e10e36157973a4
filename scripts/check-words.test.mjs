import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { retiredNames, retiredWords } from './check-words.mjs'

describe('retired words', () => {
  it('are read from the last table of the glossary', () => {
    const words = retiredWords(readFileSync('docs/glossary.md', 'utf8'))
    expect(words).toContain('crew')
    expect(words).not.toContain('LimiterParams')
  })

  it('are found as whole words of a name, in any case, and not in comments or texts', () => {
    const text = [
      'const soloCrew = 1',
      'type CREW = string // the crew',
      'const screw = "crew"',
      '/** the crew */',
      'export const cutChainAt = 0',
    ].join('\n')
    expect(retiredNames(text, ['crew', 'cutChain'])).toEqual([
      { line: 1, name: 'soloCrew' },
      { line: 2, name: 'CREW' },
      { line: 5, name: 'cutChainAt' },
    ])
  })
})
