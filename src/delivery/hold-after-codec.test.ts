import { describe, expect, it } from 'vitest'
import { ok } from '../core/outcome'
import type { CheckedFile } from './deliver-file'
import { holdAfterCodec, MOST_ROUNDS } from './hold-after-codec'

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
    checksum: null,
    codec: null,
  },
  verdict: { status: 'unmeasurable', reason: 'too-short' },
  ditheredFrames: 0,
})

const MISSED = {
  status: 'missed',
  reason: 'saturated',
  missLu: -1,
  targetLufs: -10,
  integratedLufs: -11,
  ceilingDbtp: CEILING_DBTP,
  truePeakDbtp: CEILING_DBTP,
  driveDb: 0,
  limitedShare: 1,
  maximumReductionDb: 1,
  averageReductionDb: 1,
  lowMaximumReductionDb: 0,
  lowAverageReductionDb: 0,
  cancelledPeaks: 0,
  deepestCancelledDb: 0,
  crestLostLu: 0,
  rangeLostLu: 0,
} as const

/** A codec whose decoded peak lies `growth` over the limiter's ceiling, another growth at each try. */
const held = async (growthDb: readonly number[]) => {
  const asked: number[] = []
  const outcome = await holdAfterCodec(
    file(CEILING_DBTP + (growthDb[0] ?? 0), -10),
    CEILING_DBTP,
    { ceilingDbtp: CEILING_DBTP, integratedLufs: null },
    async ({ limiterCeilingDbtp }, round) => {
      asked.push(limiterCeilingDbtp)
      return ok(file(limiterCeilingDbtp + (growthDb[round] ?? 0), -10 - round / 10))
    },
  )
  if (!outcome.ok) throw new Error(outcome.error.code)
  return { ...outcome.value, asked }
}

/** More at each try than the limiter was lowered by. */
const WORSE = [0.6, 2.4, 3.1, 4.4, 6, 8, 11, 15]

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
    const { margin, asked, file: kept } = await held(WORSE)
    expect(asked).toHaveLength(MOST_ROUNDS - 1)
    expect(margin).toMatchObject({ held: false, rounds: MOST_ROUNDS })
    const peaks = WORSE.map((growth, i) => (asked[i - 1] ?? CEILING_DBTP) + growth)
    expect(kept.check.truePeakDbtp).toBeCloseTo(Math.min(...peaks), 9)
  })
})

/** A codec that takes this much loudness away, asked for −10 LUFS, whatever its peaks. */
const aimed = async (lossLu: number, status: 'hit' | 'missed' = 'hit') => {
  const shifts: number[] = []
  const outcome = await holdAfterCodec(
    file(CEILING_DBTP, -10 - lossLu),
    CEILING_DBTP,
    { ceilingDbtp: null, integratedLufs: -10 },
    async ({ loudnessShiftLu }) => {
      shifts.push(loudnessShiftLu)
      const tried = file(CEILING_DBTP + 2, -10 + loudnessShiftLu - lossLu)
      return ok(status === 'hit' ? tried : { ...tried, verdict: MISSED })
    },
  )
  if (!outcome.ok) throw new Error(outcome.error.code)
  return { ...outcome.value, shifts }
}

describe('the loudness after a codec', () => {
  it('is left alone where it is near', async () => {
    const { margin, shifts } = await aimed(0.05)
    expect(shifts).toEqual([])
    expect(margin).toMatchObject({ held: null, rounds: 1, loudnessShiftLu: 0 })
  })

  it('is aimed higher by what the codec takes away', async () => {
    const { margin, shifts, file: kept } = await aimed(0.18)
    expect(shifts).toHaveLength(1)
    expect(margin.loudnessShiftLu).toBeCloseTo(0.18, 9)
    expect(kept.check.integratedLufs).toBeCloseTo(-10, 9)
  })

  it('is aimed no further than it may be, nor where more drive is in vain', async () => {
    expect((await aimed(9)).shifts).toEqual([1.5])
    expect((await aimed(0.5, 'missed')).shifts).toHaveLength(1)
  })
})
