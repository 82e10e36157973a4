import { describe, expect, it } from 'vitest'
import { foundIn } from '../../analysis/findings/finding'
import { BED_RATE } from '../../analysis/findings/testing/bed-rate'
import { musicalNoise, notes } from '../../analysis/findings/testing/beds'
import { HISS_SECONDS, HISSES_SECONDS, hissing } from '../../analysis/findings/testing/hissing'
import { examine } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { bandReductionsDb, REDUCTION_HOPS_PER_SECOND } from '../testing/band-reductions'
import { holdingValues } from './dynamic-moves'
import { heldThresholdDb } from './holding'

const kernels = nodeKernels()
const BEDS = { notes: notes(), noise: musicalNoise() } as const
/** Behind an s it lets go. */
const RELEASE_SECONDS = 0.15

describe('a de-esser whose threshold is solved from what was heard', () => {
  it.each([
    ['notes', 0],
    ['notes', 6],
    ['noise', 0],
    ['noise', 6],
  ] as const)('works at s sounds and rests between them: %s, %d dB', async (bed, db) => {
    const audio = hissing(db)(BEDS[bed]).map((channel) => Float32Array.from(channel))
    const store = new MemoryPcmStore(BED_RATE, 2, false)
    store.append(audio, audio[0]?.length ?? 0)
    const analysis = await examine(store, 24, kernels, detachedJob)
    const sibilance = foundIn(analysis).find(({ kind }) => kind === 'sibilance')
    const values = sibilance ? holdingValues(sibilance) : null
    const reductions = bandReductionsDb(audio, values ?? {}, BED_RATE)
    const hops = (fromSeconds: number, toSeconds: number): readonly number[] =>
      reductions.slice(
        Math.floor(fromSeconds * REDUCTION_HOPS_PER_SECOND),
        Math.ceil(toSeconds * REDUCTION_HOPS_PER_SECOND),
      )
    const events = HISSES_SECONDS.map((at) => Math.max(...hops(at, at + HISS_SECONDS)))
    expect(events.toSorted((a, b) => a - b)[events.length >> 1]).toBeGreaterThan(2)
    const between = reductions.filter((_, hop) =>
      HISSES_SECONDS.every(
        (at) =>
          hop / REDUCTION_HOPS_PER_SECOND < at - 0.02 ||
          hop / REDUCTION_HOPS_PER_SECOND > at + HISS_SECONDS + RELEASE_SECONDS,
      ),
    )
    expect(between.reduce((sum, x) => sum + x, 0) / between.length).toBeLessThan(0.3)
  })

  it('is not set where nothing was heard, nor where s sounds cannot be told from the rest', () => {
    const law = { ratio: 6, rangeDb: -4, wantedDb: 3 }
    const heard = (betweenDb: readonly number[], eventsDb: readonly number[]) =>
      heldThresholdDb({ betweenDb, eventsDb, places: [] }, law)
    expect(heldThresholdDb(undefined, law)).toBeNull()
    expect(heard([-10], [])).toBeNull()
    expect(heard([-10, -8, -6], [-10])).toBeNull()
  })
})
