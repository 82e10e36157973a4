import { describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MaskedLimiter, maskingOf } from '../../dsp/dynamics/masked-limiter'
import { FREE_DB } from '../../dsp/dynamics/masking-depths'
import { gainOfDb } from '../../dsp/elementary'
import { inTime } from '../../dsp/testing/in-blocks'
import { MASKED_PARAMS } from '../../dsp/testing/masked-params'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { mix, samplesOf } from '../testing/mix'
import { findDepths } from './find-depths'

const kernels = nodeKernels()
const DRIVE_DB = 15
const BUDGET_DB = -20

describe('depths found ahead', () => {
  it.each([
    [8000, 2, 2],
    [44_100, 2, 0.8],
    [96_000, 1, 0.6],
    [192_000, 2, 0.35],
  ] as const)(
    'in segments are those of the whole track, and the limiter makes the same bits with them, %i Hz',
    async (sampleRate, channelCount, seconds) => {
      const source = mix({ sampleRate, channelCount, seconds, drums: 0.6 })
      const { lengthFrames } = source
      const masking = maskingOf(MASKED_PARAMS, BUDGET_DB)
      if (!masking) throw new Error('no budget')
      const found = async (wantedCuts: readonly number[]): Promise<readonly number[]> => {
        const depths: number[] = []
        for (const [index, startFrame] of wantedCuts.entries()) {
          const endFrame = wantedCuts[index + 1] ?? lengthFrames
          const segment = { startFrame, endFrame, last: index === wantedCuts.length - 1 }
          const task = { segment, driveDb: DRIVE_DB, masking }
          depths.push(...(await findDepths(source, task, kernels, detachedJob)))
        }
        return depths
      }
      const whole = await found([0])
      const cuts = [0, 0.31, 0.62, 0.83].map((share) => Math.round(share * lengthFrames))
      expect(await found(cuts)).toEqual(whole)
      expect(whole.filter((depth) => depth < FREE_DB).length).toBeGreaterThan(whole.length / 8)

      const gain = Math.fround(gainOfDb(DRIVE_DB))
      const driven = samplesOf(source).map((x) => x.map((value) => gain * value))
      const limited = (depthsDb?: Float64Array): Float32Array[] => {
        const sharing = { budgetDb: BUDGET_DB, delayFrames: 0, depthsDb }
        const limiter = new MaskedLimiter(kernels, MASKED_PARAMS, sharing, sampleRate, channelCount)
        const output = inTime(kernels, driven, 4096, limiter)
        limiter.dispose()
        return output
      }
      expect(limited(Float64Array.from(whole))).toEqual(limited())
    },
  )
})
