import { describe, expect, it } from 'vitest'
import { ok } from '../core/outcome'
import type { CheckedFile } from './deliver-file'
import { holdCeiling, MOST_ROUNDS } from './hold-ceiling'

const CEILING_DBTP = -1

const file = (truePeakDbtp: number, integratedLufs: number): CheckedFile<string> => ({
  file: `${truePeakDbtp}`,
  extension: 'x',
  check: {
    kind: 'decoded',
    sampleRate: 48_000,
    lengthFrames: 1,
    integratedLufs,
    truePeakDbtp,
    clippedSamples: 0,
    audioMd5: null,
  },
  verdict: { status: 'unmeasurable', reason: 'too-short' },
})

/** A codec whose decoded peak lies `growth` over the limiter's ceiling, another growth at each try. */
const held = async (growthDb: readonly number[]) => {
  const asked: number[] = []
  const outcome = await holdCeiling(
    file(CEILING_DBTP + (growthDb[0] ?? 0), -10),
    CEILING_DBTP,
    async (limiterDbtp, round) => {
      asked.push(limiterDbtp)
      return ok(file(limiterDbtp + (growthDb[round] ?? 0), -10 - round / 10))
    },
  )
  if (!outcome.ok) throw new Error(outcome.error.code)
  return { ...outcome.value, asked }
}

describe('holding the ceiling after a codec', () => {
  it('tries nothing where the first file is under it', async () => {
    const { margin, asked } = await held([-0.1])
    expect(asked).toEqual([])
    expect(margin).toMatchObject({ held: true, rounds: 1, loudnessCostLu: 0 })
  })

  it('lowers the limiter by what the last file was over, and says what it cost', async () => {
    const { margin, asked, file: kept } = await held([0.5, 0.5])
    expect(asked[0]).toBeCloseTo(CEILING_DBTP - 0.52, 9)
    expect(margin).toMatchObject({ held: true, rounds: 2, limiterCeilingDbtp: asked[0] })
    expect(margin.loudnessCostLu).toBeCloseTo(-0.1, 9)
    expect(kept.check.truePeakDbtp).toBeLessThanOrEqual(CEILING_DBTP)
  })

  it('goes on where a lower ceiling makes it worse, and stops at the most rounds with the best file', async () => {
    const { margin, asked, file: kept } = await held([0.6, 2.4, 3.1, 4.4])
    expect(asked).toHaveLength(MOST_ROUNDS - 1)
    expect(margin).toMatchObject({ held: false, rounds: MOST_ROUNDS })
    const peaks = [0.6, 2.4, 3.1, 4.4].map((growth, i) => (asked[i - 1] ?? CEILING_DBTP) + growth)
    expect(kept.check.truePeakDbtp).toBeCloseTo(Math.min(...peaks), 9)
  })
})
