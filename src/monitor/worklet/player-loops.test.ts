import { describe, expect, test } from 'vitest'
import {
  LENGTH,
  master,
  masterLeft,
  original,
  QUANTUM,
  RATE,
  setUp,
  storeOf,
} from './testing/player-rig'

describe('loops of the player core', () => {
  test('loops without a gap, over and over; the last 5 ms fade into what leads to the start', () => {
    const rig = setUp(original, master)
    rig.core.setLoop({ startFrame: 1000, endFrame: 6000 })
    rig.core.play()
    const out = rig.render(128 * QUANTUM)[0] ?? new Float32Array()
    const seamFrames = 240
    const want = Float32Array.from({ length: out.length }, (_, i) => {
      const frame = i < 6000 ? i : 1000 + ((i - 6000) % 5000)
      const into = frame - (6000 - seamFrames)
      const w = into < 0 ? 0 : (into + 1) / (seamFrames + 1)
      return (1 - w) * (masterLeft[frame] ?? 0) + w * (masterLeft[frame - 5000] ?? 0)
    })
    const exact = out.findIndex((sample, i) => sample !== want[i])
    expect(exact, 'first frame that differs').toBe(-1)
    expect(rig.core).toMatchObject({ ended: false, underruns: 0 })
  })

  test('a loop of a steady tone does not click where its phase does not fit', () => {
    const freqHz = 110
    const tone = Float32Array.from({ length: LENGTH }, (_, i) =>
      Math.sin((2 * Math.PI * freqHz * i) / RATE),
    )
    const rig = setUp(storeOf(tone), null)
    // 5.5 periods: the end is where the start's opposite is, a step of almost 2.
    const startFrame = 2000 + Math.round(RATE / freqHz / 4)
    rig.core.setLoop({ startFrame, endFrame: startFrame + Math.round((5.5 * RATE) / freqHz) })
    rig.core.play()
    const out = rig.render(128 * QUANTUM)[0] ?? new Float32Array()
    const steps = [...out].slice(1).map((sample, i) => Math.abs(sample - (out[i] ?? 0)))
    // The tone's own steepest step, and that of a fade over 241 frames between opposites.
    const steepest = (2 * Math.PI * freqHz) / RATE + 2 / 241
    expect(steps.reduce((most, step) => Math.max(most, step), 0)).toBeLessThan(steepest + 1e-6)
  })

  test('the whole track loops gapless and bit for bit', () => {
    const short = masterLeft.subarray(0, 10_000)
    const rig = setUp(storeOf(short), null)
    rig.core.setLoop({ startFrame: 0, endFrame: 10_000 })
    rig.core.play()
    const out = rig.render(256 * QUANTUM)[0] ?? new Float32Array()
    expect(out.findIndex((sample, i) => sample !== short[i % 10_000])).toBe(-1)
    expect(rig.core).toMatchObject({ ended: false, underruns: 0 })
  })
})
