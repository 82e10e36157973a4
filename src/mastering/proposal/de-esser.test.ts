import { describe, expect, it } from 'vitest'
import { foundIn } from '../../analysis/findings/finding'
import { BED_RATE } from '../../analysis/findings/testing/bed-rate'
import { musicalNoise, notes } from '../../analysis/findings/testing/beds'
import { HISS_SECONDS, HISSES_SECONDS, hissing } from '../../analysis/findings/testing/hissing'
import { examine } from '../../analysis/testing/analyse'
import { activeBands, PARAMETERS } from '../../chain/modules/dynamic-eq/bands'
import { defaultsOf } from '../../chain/parameter'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { DynamicBand } from '../../dsp/dynamics/dynamic-band'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { deEsserValues } from './de-esser'

const kernels = nodeKernels()
const BEDS = { notes: notes(), noise: musicalNoise() } as const
const HOP = BED_RATE / 50
/** Behind an s it lets go. */
const RELEASE_SECONDS = 0.15

/** The most that a band takes off per 20 ms, dB. */
const reductionsOf = (
  audio: readonly Float32Array[],
  values: Parameters<typeof activeBands>[0],
): readonly number[] => {
  const scope = kernels.scope()
  const [band] = activeBands({ ...defaultsOf(PARAMETERS), ...values })
  if (!band) throw new Error('no band is at work')
  const deEsser = new DynamicBand(kernels, scope, band, BED_RATE)
  const lanes = [scope.f32(HOP), scope.f32(HOP)] as const
  const out = Array.from({ length: Math.floor((audio[0]?.length ?? 0) / HOP) }, (_, hop) => {
    for (const [c, lane] of lanes.entries())
      lane.view.set(audio[c]?.subarray(hop * HOP, (hop + 1) * HOP) ?? [])
    return deEsser.process(lanes[0].pointer, lanes[1].pointer, HOP, hop * HOP, false)
  })
  scope.release()
  return out
}

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
    const values = deEsserValues(3, sibilance?.standing?.heard)
    const reductions = reductionsOf(audio, values ?? {})
    const hops = (fromSeconds: number, toSeconds: number): readonly number[] =>
      reductions.slice(Math.floor(fromSeconds * 50), Math.ceil(toSeconds * 50))
    const events = HISSES_SECONDS.map((at) => Math.max(...hops(at, at + HISS_SECONDS)))
    expect(events.toSorted((a, b) => a - b)[events.length >> 1]).toBeGreaterThan(2)
    const between = reductions.filter((_, hop) =>
      HISSES_SECONDS.every(
        (at) => hop / 50 < at - 0.02 || hop / 50 > at + HISS_SECONDS + RELEASE_SECONDS,
      ),
    )
    expect(between.reduce((sum, x) => sum + x, 0) / between.length).toBeLessThan(0.3)
  })

  it('is not set where nothing was heard, nor where s sounds cannot be told from the rest', () => {
    expect(deEsserValues(3, undefined)).toBeNull()
    expect(deEsserValues(3, { betweenDb: [-10], eventsDb: [] })).toBeNull()
    expect(deEsserValues(3, { betweenDb: [-10, -8, -6], eventsDb: [-10] })).toBeNull()
  })
})
