import { expect, it } from 'vitest'
import { DOWNMIX } from '../../core/channel-choice'
import { ok } from '../../core/outcome'
import type { TrackFacts } from '../../core/track-facts'
import { analysisOf, factsOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { measureReference } from './measure-reference'

it('mixes more than two channels down, and tells what was done', async () => {
  const folded = { kind: 'folded', channels: 6, choice: DOWNMIX, gain: 1 } as const
  const facts: TrackFacts = { ...factsOf('six.wav'), remarks: [folded] }
  const engine = fakeEngine({
    open: async (_track, _file, channels) => {
      expect(channels).toEqual(DOWNMIX)
      return ok({ facts, peaks: NO_PEAKS })
    },
    analyse: async () => ok(analysisOf(Number.NEGATIVE_INFINITY)),
  })
  const told: TrackFacts[] = []
  const options = { signal: new AbortController().signal, onProgress: () => {} }
  const file = new File(['x'], 'six.wav')
  await measureReference(engine, 'r', file, options, (measuredFacts) => told.push(measuredFacts))
  expect(told).toEqual([facts])
})
