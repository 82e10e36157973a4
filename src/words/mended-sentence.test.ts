import { expect, test } from 'vitest'
import { mendedSentence } from './mended-sentence'

test('a chain that was legal says nothing', () => {
  expect(mendedSentence('mix.wav', [])).toBeNull()
})

test('an illegal order is said, and what to do', () => {
  expect(mendedSentence('mix.wav', [{ kind: 'order-changed' }])).toBe(
    'The stored chain of “mix.wav” was put right: the modules are in a legal order again. Listen to it before you export.',
  )
})

test('modules are called by their labels, unknown ones by their id, values are counted', () => {
  const sentence = mendedSentence('mix.wav', [
    { kind: 'value-changed', path: 'limiter.attackMs' },
    { kind: 'missing-module', moduleId: 'dynamic-eq' },
    { kind: 'unknown-module', moduleId: 'reverb' },
    { kind: 'repeated-module', moduleId: 'equaliser' },
    { kind: 'value-changed', path: 'targetLufs' },
  ])
  expect(sentence).toContain(
    ': Dynamic EQ added, switched off; “reverb” left out, unknown here; Equaliser kept once; 2 values brought into range.',
  )
})
