import { describe, expect, it } from 'vitest'
import { analyse, measureTruePeak } from '../../analysis/testing/analyse'
import { withModule } from '../../chain/edit-recipe'
import { CHARACTERS } from '../../chain/modules/limiter/characters'
import type { Recipe } from '../../chain/recipe'
import { detachedJob } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { RenderedMaster } from '../finish-master'
import { propose, recipeFrom } from '../proposal/propose'
import { renderMaster } from '../render-master'
import { mix, storeOf } from '../testing/mix'
import { kernels, services } from '../testing/render'

const RATE = 48_000
const CEILING_DBTP = -1

const recipeOf = async (source: PcmReader, targetLufs: number): Promise<Recipe> => {
  const level = { destinationId: 'custom', styleId: 'clean', intensityPercent: 0 }
  const analysis = await analyse(source, kernels, detachedJob)
  return recipeFrom(propose(analysis, { ...level, targetLufs, ceilingDbtp: CEILING_DBTP }))
}
const masterOf = async (source: PcmReader, targetLufs: number): Promise<RenderedMaster> =>
  renderMaster(source, await recipeOf(source, targetLufs), services)

const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)
const mono = (seconds: number, wave: (t: number) => number): PcmReader =>
  storeOf(RATE, [Float32Array.from({ length: seconds * RATE }, (_, n) => wave(n / RATE))])

describe('the loudest that is asked for', () => {
  const dense = mix({ sampleRate: RATE, channelCount: 2, seconds: 2, drums: 0.6 })

  it.each(Object.keys(CHARACTERS))(
    '−6 LUFS with %s: where turning down has its end, the rest is cancelled',
    async (character) => {
      const recipe = withModule(await recipeOf(dense, -6), 'limiter', { values: { character } })
      const { master, verdict } = await renderMaster(dense, recipe, services)
      expect(verdict.status).toBe('hit')
      expect(await measureTruePeak(master, kernels, detachedJob)).toBeLessThanOrEqual(CEILING_DBTP)
    },
  )

  it('a bare 50 Hz tone at −6 LUFS is nearly a square wave, and no further clipped than that asks', async () => {
    const { verdict, passes } = await masterOf(
      mono(1.2, (t) => 0.5 * sine(50, t)),
      -6,
    )
    expect(verdict.status).toBe('hit')
    if (verdict.status !== 'hit') return
    // A sine at the ceiling has −8.7 LUFS here, a square wave −4.7.
    expect(verdict.crestLostLu).toBeGreaterThan(2)
    expect(verdict.driveDb - 6).toBeLessThan(12)
    expect(passes).toBeLessThanOrEqual(10)
  })

  // Any signal under the ceiling that is silent between the bursts: its K-weighted power is at most the ceiling's, raised by the most that
  // the K filter raises anything (4 dB), for as long as a gating block of 400 ms is not silent.
  it('short bursts in silence have an end in sound itself: missed is said, and the nearest is less than 2.5 LU under the bound', async () => {
    const bursts = mono(1.5, (t) =>
      t % 0.5 < 0.02 ? 0.5 * sine(3000, t) * Math.min(1, 8 * sine(25, t % 0.5)) : 0,
    )
    const boundLufs = -0.691 + CEILING_DBTP + 4 + 10 * Math.log10(0.02 / 0.4)
    expect(boundLufs).toBeLessThan(-6)
    const { master, verdict } = await masterOf(bursts, -6)
    expect(verdict).toMatchObject({ status: 'missed', reason: 'saturated' })
    if (verdict.status !== 'missed') return
    expect(verdict.integratedLufs).toBeLessThan(boundLufs)
    expect(verdict.integratedLufs).toBeGreaterThan(boundLufs - 2.5)
    expect(await measureTruePeak(master, kernels, detachedJob)).toBeLessThanOrEqual(CEILING_DBTP)
  })
})
