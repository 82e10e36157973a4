import { expect, test } from 'vitest'
import { matrixOf, mixOf } from './playback-mix'

test('difference is the master less the original, each at its gain', () => {
  const listening = { signal: 'difference', originalGain: 0.5, masterGain: 0.25 } as const
  expect(mixOf(listening, null)).toEqual({ original: -0.5, master: 0.25 })
})

test('solo is heard alone, in the master’s place, whatever was listened to', () => {
  for (const signal of ['original', 'master', 'difference'] as const)
    expect(mixOf({ signal, originalGain: 0.5, masterGain: 0.25 }, 'limiter')).toEqual({
      original: 0,
      master: 0.25,
    })
})

test('mono and side together are the left channel on both loudspeakers', () => {
  const [mono, side, left] = (['mono', 'side', 'left'] as const).map((output) =>
    matrixOf(output, 2),
  )
  for (const entry of [0, 1, 2, 3] as const)
    expect((mono?.[entry] ?? 0) + (side?.[entry] ?? 0)).toBe(left?.[entry])
})

test('mono audio has no side', () => {
  expect(matrixOf('side', 1)).toEqual([0, 0, 0, 0])
  for (const output of ['stereo', 'mono', 'left', 'right'] as const)
    expect(matrixOf(output, 1)[0]).toBe(1)
})
