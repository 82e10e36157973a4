import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import type { Recipe } from '../../chain/recipe'
import { chainOfRecipe } from '../../chain/testing/run-recipe'
import { detachedJob } from '../../core/job'
import { ffmpegFiltered, HAS_FFMPEG } from '../testing/ffmpeg'
import { kickUnderPad, padMovementDb, padPart, RATE } from '../testing/kick-under-pad'
import { samplesOf, storeOf } from '../testing/mix'
import { kernels, render } from '../testing/render'

/** Louder than anything it is mixed with: where the landing has the hardest choice. */
const KICK = 0.9
const CEILING = 10 ** (-1 / 20)

const firstOf = (store: Parameters<typeof samplesOf>[0]): Float32Array =>
  samplesOf(store)[0] as Float32Array

const PAD = firstOf(kickUnderPad(0))
const WITH_PAD = firstOf(kickUnderPad(KICK))
const WITH_PAD_OVER = firstOf(kickUnderPad(KICK, -1))

/** By a recipe as it landed. */
const mastered = (x: Float32Array, recipe: Recipe): Float32Array => {
  const chain = chainOfRecipe(recipe, { kernels, sampleRate: RATE, channelCount: 1 })
  const long = new Float32Array(x.length + chain.latencyFrames)
  long.set(x)
  chain.process([long], [long], long.length)
  chain.dispose()
  return long.subarray(chain.latencyFrames)
}

/** How far the pad alone moves in what `make` makes, dB. */
const movementOf = (make: (x: Float32Array) => Float32Array): number =>
  padMovementDb(PAD, padPart(make(WITH_PAD), make(WITH_PAD_OVER)))

/** ffmpeg's psychoacoustic clipper ahead of its limiter, driven until it is at the target: the peer that pumps least here. */
const clippedAt = async (targetLufs: number): Promise<(x: Float32Array) => Float32Array> => {
  const filter = `apsyclip=clip=${CEILING},alimiter=limit=${CEILING}:level=0:latency=1`
  const driven =
    (db: number) =>
    (x: Float32Array): Float32Array => {
      const y = ffmpegFiltered(RATE, x, `volume=${db}dB,${filter}`)
      // Its clipper is late by 4 ms.
      return y.copyWithin(0, (4 * RATE) / 1000)
    }
  let driveDb = 12
  for (let tries = 0; tries < 8; tries++) {
    const { loudness } = await analyse(
      storeOf(RATE, [driven(driveDb)(WITH_PAD)]),
      kernels,
      detachedJob,
    )
    const shortLu = targetLufs - (loudness.integratedLufs ?? targetLufs)
    if (Math.abs(shortLu) < 0.1) break
    driveDb += 1.3 * shortLu
  }
  return driven(driveDb)
}

// In one channel: both together read 3 LU more.
describe('the pad itself, under a kick of 0.9', () => {
  it('moves by less than 1 dB at −9 LUFS in two channels', async () => {
    const { recipe, verdict } = await render(kickUnderPad(KICK), { targetLufs: -12 })
    expect(verdict.status).toBe('hit')
    expect(movementOf((x) => mastered(x, recipe))).toBeLessThan(1)
  })

  it('moves by 2.9 dB at −7 LUFS, where it is over the ceiling by itself: less than half of what the best peer leaves it', async () => {
    const { recipe, verdict } = await render(kickUnderPad(KICK), { targetLufs: -10 })
    expect(verdict.status).toBe('hit')
    const movedDb = movementOf((x) => mastered(x, recipe))
    expect(movedDb).toBeLessThan(3.2)
    if (HAS_FFMPEG) expect(movedDb).toBeLessThan(movementOf(await clippedAt(-10)) / 2)
  })
})
