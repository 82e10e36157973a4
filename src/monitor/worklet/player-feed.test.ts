import { describe, expect, test } from 'vitest'
import type { PairChunk } from '../protocol/feed-protocol'
import { queueDepth } from '../protocol/feed-protocol'
import {
  constant,
  FADE_FRAMES,
  master,
  masterLeft,
  original,
  QUANTUM,
  RATE,
  setUp,
  storeOf,
} from './testing/player-rig'

describe('what feeds the player core', () => {
  test('a start waits for three chunks, and for no more than there are', () => {
    const rig = setUp(original, master)
    rig.hold = true
    rig.core.seek(4096)
    rig.core.play()
    const [first, second, ...rest] = rig.held()
    for (const chunk of [first, second]) if (chunk) rig.core.receive(chunk)
    expect(rig.render(4 * QUANTUM)[0]?.every((sample) => sample === 0)).toBe(true)
    for (const chunk of rest) rig.core.receive(chunk)
    expect(rig.render(4 * QUANTUM)[0]?.some((sample) => sample !== 0)).toBe(true)
    expect(rig.core.underruns).toBe(0)
    const brief = setUp(storeOf(masterLeft.subarray(0, 3000)), null)
    brief.core.play()
    expect(brief.render(QUANTUM)[0]?.[0]).toBe(masterLeft[0])
  })

  test('counts the quanta that found the queue empty', () => {
    const queued = queueDepth(RATE) * 4096
    const rig = setUp(storeOf(new Float32Array(2 * queued)), null)
    rig.hold = true
    rig.core.play()
    rig.render(3 * QUANTUM)
    expect(rig.core.underruns).toBe(0)
    rig.render(queued + 5 * QUANTUM - 3 * QUANTUM)
    expect(rig.core.underruns).toBe(5)
  })

  test('chunks of a generation that is gone are given back and not played', () => {
    const rig = setUp(original, master)
    const stale: PairChunk = {
      generation: 99,
      startFrame: 0,
      frames: 4096,
      ends: false,
      channelCount: 2,
      samples: new Float32Array(4 * 4096).fill(9),
    }
    rig.core.receive(stale)
    expect(rig.requests.at(-1)).toMatchObject({ kind: 'recycle', generation: 99 })
    rig.core.play()
    expect(rig.render(QUANTUM)[0]).toEqual(masterLeft.subarray(0, QUANTUM))
  })

  test('a changed master is heard whole within 25 ms, by a straight fade between both, with no gap', () => {
    const rig = setUp(original, storeOf(constant(1), constant(1)))
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.change(storeOf(constant(0.5), constant(0.5)))
    const out = rig.render(20 * QUANTUM)[0] ?? new Float32Array()
    expect(out.indexOf(0.5)).toBeLessThanOrEqual(0.025 * RATE)
    const steps = Array.from(out.subarray(1), (sample, i) => sample - (out[i] ?? 0))
    expect(Math.max(...steps)).toBe(0)
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-0.5 / FADE_FRAMES - 1e-6)
    expect(out.at(-1)).toBe(0.5)
    expect(rig.core.underruns).toBe(0)
  })

  test('while a hand keeps moving every change in turn gets through, the last one to the end', () => {
    const rig = setUp(original, storeOf(constant(1), constant(1)))
    rig.core.play()
    rig.render(4 * QUANTUM)
    let before = 1
    for (let change = 1; change <= 40; change++) {
      rig.change(storeOf(constant(1 - change / 100), constant(1 - change / 100)))
      const out = rig.render(6 * QUANTUM)[0] ?? new Float32Array()
      let steepest = 0
      for (const sample of out) {
        steepest = Math.max(steepest, before - sample)
        before = sample
      }
      expect(steepest).toBeLessThan(0.001)
      expect(before, `change ${change}`).toBeLessThan(1 - (change - 4) / 100)
    }
    rig.render(12 * QUANTUM)
    expect(rig.render(QUANTUM)[0]?.[0]).toBeCloseTo(0.6, 6)
    expect(rig.core.underruns).toBe(0)
  })
})
