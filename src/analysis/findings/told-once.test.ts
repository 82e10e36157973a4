import { expect, it } from 'vitest'
import { found } from './answer'
import type { Finding, FindingKind } from './finding'
import { toldOnce } from './told-once'

const told = (...kinds: readonly FindingKind[]): readonly FindingKind[] => {
  const findings = kinds.map((kind): Finding => ({ kind, ...found(0.5, -5, 'dB') }))
  return toldOnce(findings)
    .filter(({ state }) => state === 'found')
    .map(({ kind }) => kind)
}

it('a channel upside down is told once, not as everything that it leads to', () => {
  expect(told('polarity-inverted', 'out-of-phase', 'mono-compatibility', 'wide-bass')).toEqual([
    'polarity-inverted',
  ])
  expect(told('mono-compatibility', 'wide-bass')).toEqual(['mono-compatibility', 'wide-bass'])
})

it('highs that end at a wall are not told to be dull besides', () => {
  expect(told('lossy-source', 'air')).toEqual(['lossy-source'])
  expect(told('air')).toEqual(['air'])
})
