import { expect, it } from 'vitest'
import { analysisOf } from '../../session/testing/facts'
import { loudestSectionLufs } from './programme-level'

/** Loudness every 100 ms, LUFS. */
const withSeries = (integratedLufs: number, momentary: readonly number[]) => {
  const plain = analysisOf(integratedLufs)
  const durationSeconds = momentary.length / 10
  const momentaryLufs = Float32Array.from(momentary)
  return { ...plain, durationSeconds, loudness: { ...plain.loudness, momentaryLufs } }
}

it('the loudest section counts, not the quiet rest of a track', () => {
  const quiet = Array.from({ length: 600 }, () => -30)
  const loud = Array.from({ length: 200 }, () => -14)
  const lufs = loudestSectionLufs(withSeries(-20, [...quiet, ...loud, ...quiet]))
  expect(lufs).toBeCloseTo(-14, 0)
})

it('silence and what is too short have none', () => {
  expect(loudestSectionLufs(withSeries(Number.NEGATIVE_INFINITY, []))).toBeNull()
})
