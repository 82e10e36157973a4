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

it('channels that work against each other do not hide that the whole cancels in mono', () => {
  expect(told('out-of-phase', 'mono-compatibility')).toEqual(['out-of-phase', 'mono-compatibility'])
})

it('highs that end at a wall are not told to be dull besides', () => {
  expect(told('lossy-source', 'air')).toEqual(['lossy-source'])
  expect(told('air')).toEqual(['air'])
})

it('bass whose channels work against each other is wide, and nothing else', () => {
  const outOf = (band: readonly [number, number]): readonly Finding[] => [
    { kind: 'wide-bass', ...found(0.5, -2, 'dB') },
    { kind: 'out-of-phase', ...found(0.5, 60, '%', { bandHz: band }) },
  ]
  const states = (findings: readonly Finding[]) => toldOnce(findings).map(({ state }) => state)
  expect(states(outOf([20, 150]))).toEqual(['found', 'not-found'])
  expect(states(outOf([2000, 16_000]))).toEqual(['found', 'found'])
})
