import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/testing/analyse'
import type { Recipe } from '../../chain/recipe'
import { throughOnTime } from '../../chain/testing/run-module'
import { chainOfRecipe } from '../../chain/testing/run-recipe'
import { detachedJob } from '../../core/job'
import { ffmpegFiltered, HAS_FFMPEG } from '../testing/ffmpeg'
import { kickUnderPad, padMovementDb, padPart, RATE } from '../testing/kick-under-pad'
import { samplesOf, storeOf } from '../testing/mix'
import { kernels, render } from '../testing/render'

/** Under which the best peer leaves the pad least alone. */
const LOUDEST_KICK = 0.9
const CEILING = 10 ** (-1 / 20)

const firstOf = (store: Parameters<typeof samplesOf>[0]): Float32Array =>
  samplesOf(store)[0] as Float32Array

/** By a recipe as it landed. */
const mastered = (x: Float32Array, recipe: Recipe): Float32Array => {
  const chain = chainOfRecipe(recipe, { kernels, sampleRate: RATE, channelCount: 1 })
  const [output] = throughOnTime(chain, [x])
  chain.dispose()
  return output as Float32Array
}

/** How far the pad alone moves in what `make` makes of it under a kick, dB. */
const movementOf = (kick: number, make: (x: Float32Array) => Float32Array): number =>
  padMovementDb(
    firstOf(kickUnderPad(0)),
    padPart(make(firstOf(kickUnderPad(kick))), make(firstOf(kickUnderPad(kick, -1)))),
  )

/** The same of our master. In one channel: both together read 3 LU more. */
const ourMovementAt = async (stereoLufs: number, kick: number): Promise<number> => {
  const { recipe, verdict } = await render(kickUnderPad(kick), { targetLufs: stereoLufs - 3 })
  expect(verdict.status).toBe('hit')
  return movementOf(kick, (x) => mastered(x, recipe))
}

/** ffmpeg's psychoacoustic clipper ahead of its limiter, driven until it is at the target: the peer that pumps least here. */
const clippedAt = async (
  stereoLufs: number,
  kick: number,
): Promise<(x: Float32Array) => Float32Array> => {
  const targetLufs = stereoLufs - 3
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
      storeOf(RATE, [driven(driveDb)(firstOf(kickUnderPad(kick)))]),
      kernels,
      detachedJob,
    )
    const shortLu = targetLufs - (loudness.integratedLufs ?? targetLufs)
    if (Math.abs(shortLu) < 0.1) break
    driveDb += 1.3 * shortLu
  }
  return driven(driveDb)
}

// What moves it least elsewhere: 0.5, 1.9, 2.7 dB at −11 LUFS, 1.7, 3.9, 5.5 at −9.
describe('the pad itself, under a bare kick', () => {
  it.each([
    [-11, 0.3, 0.4],
    [-11, 0.6, 0.4],
    [-11, 0.9, 0.4],
    [-9, 0.3, 0.5],
    [-9, 0.6, 0.6],
    [-9, 0.9, 0.9],
  ])(
    'at %i LUFS in two channels, kick of %f: moves by less than %f dB',
    async (lufs, kick, mostDb) => {
      expect(await ourMovementAt(lufs, kick)).toBeLessThan(mostDb)
    },
  )

  // There it is over the ceiling by itself, and is turned down by its own peaks.
  it.each([
    [0.3, 1.5],
    [0.6, 1.5],
    [0.9, 2.2],
  ])('at −7 LUFS, kick of %f: moves by less than %f dB', async (kick, mostDb) => {
    const movedDb = await ourMovementAt(-7, kick)
    expect(movedDb).toBeLessThan(mostDb)
    if (kick === LOUDEST_KICK && HAS_FFMPEG)
      expect(movedDb).toBeLessThan(movementOf(kick, await clippedAt(-7, kick)) / 3)
  })
})
