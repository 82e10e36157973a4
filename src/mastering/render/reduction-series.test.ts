import { describe, expect, it } from 'vitest'
import { ReductionLog } from './reduction-series'

const processor = (latencyFrames: number, bands: number) => ({
  latencyFrames,
  process: () => {},
  reset: () => {},
  dispose: () => {},
  ...(bands > 0 ? { gainReductionDb: new Float32Array(bands) } : {}),
})

/** Two modules of 100 Hz audio, 10 frames a hop: one of two bands, 20 frames late; one behind it, 5 more. */
const chainOf = () => {
  const [first, quiet, last] = [processor(20, 2), processor(3, 0), processor(2, 1)]
  const activeModules = [
    { id: 'first', processor: first },
    { id: 'quiet', processor: quiet },
    { id: 'last', processor: last },
  ]
  return { activeModules, first: first.gainReductionDb, last: last.gainReductionDb }
}

describe('the log of reductions', () => {
  it('keeps the largest of each hop per band, in the time of the track', () => {
    const { activeModules, first, last } = chainOf()
    const log = new ReductionLog({ activeModules }, 100, 30, 0)
    for (let from = 0; from < 55; from += 5) {
      first?.set([from, 100 - from])
      last?.set([from])
      log.note(from, 5)
    }
    expect(log.series()).toEqual([
      {
        moduleId: 'first',
        hopSeconds: 0.1,
        bandsDb: [Float32Array.of(25, 35, 45), Float32Array.of(80, 70, 60)],
      },
      { moduleId: 'last', hopSeconds: 0.1, bandsDb: [Float32Array.of(30, 40, 50)] },
    ])
  })

  it('counts a block in every hop that it reaches into, and none outside of the track', () => {
    const { activeModules, first } = chainOf()
    const log = new ReductionLog({ activeModules }, 100, 25, 10)
    first?.set([7, 0])
    log.note(0, 35)
    first?.set([0, 4])
    log.note(39, 100)
    expect(log.series()[0]?.bandsDb).toEqual([Float32Array.of(7, 0, 0), Float32Array.of(4, 4, 4)])
  })

  it('of an empty track is empty', () => {
    const log = new ReductionLog({ activeModules: chainOf().activeModules }, 100, 0, 0)
    log.note(0, 25)
    expect(log.series().map(({ bandsDb }) => bandsDb.map(({ length }) => length))).toEqual([
      [0, 0],
      [0],
    ])
  })
})
