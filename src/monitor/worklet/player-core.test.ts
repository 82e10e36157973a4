import { describe, expect, test } from 'vitest'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { furthestApart } from '../../core/testing/furthest-apart'
import {
  FADE_FRAMES,
  LENGTH,
  left,
  master,
  masterLeft,
  masterRight,
  original,
  QUANTUM,
  RATE,
  right,
  setUp,
  storeOf,
} from './testing/player-rig'

describe('the player core', () => {
  test('plays the master from position 0 bit for bit, to the last frame, and ends', () => {
    const rig = setUp(original, master)
    rig.core.play()
    const out = rig.render(469 * QUANTUM)
    expect(out[0]?.subarray(0, LENGTH)).toEqual(masterLeft)
    expect(out[1]?.subarray(0, LENGTH)).toEqual(masterRight)
    expect(out[0]?.subarray(LENGTH).every((sample) => sample === 0)).toBe(true)
    rig.render(QUANTUM)
    expect(rig.core).toMatchObject({ playing: false, ended: true, underruns: 0 })
  })

  test('plays on from the start after the end', () => {
    const rig = setUp(original, master)
    rig.core.play()
    rig.render(470 * QUANTUM)
    rig.core.play()
    expect(rig.render(QUANTUM)[0]).toEqual(masterLeft.subarray(0, QUANTUM))
  })

  test('stands in the original where there is no master', () => {
    const rig = setUp(original, null)
    rig.core.play()
    expect(rig.render(4 * QUANTUM)[1]).toEqual(right.subarray(0, 4 * QUANTUM))
  })

  test('the difference is exactly master·gm − original·go once the switch has settled', () => {
    const rig = setUp(original, master)
    rig.core.listen({ original: -0.5, master: 0.75 })
    rig.core.play()
    const out = rig.render(8 * QUANTUM)[0]
    const want = Float32Array.from(
      { length: 8 * QUANTUM },
      (_, i) => -0.5 * (left[i] ?? 0) + 0.75 * (masterLeft[i] ?? 0),
    )
    expect(out).toEqual(want)
  })

  test('switching signals moves in a straight line within 10 ms and then is exact again', () => {
    const ones = storeOf(new Float32Array(LENGTH).fill(1))
    const halves = storeOf(new Float32Array(LENGTH).fill(0.5))
    const rig = setUp(ones, halves)
    rig.core.play()
    rig.render(QUANTUM)
    rig.core.listen({ original: 1, master: 0 })
    const out = rig.render(8 * QUANTUM)[0] ?? new Float32Array()
    expect(furthestApart(out.subarray(1), out.subarray(0, -1))).toBeLessThan(
      0.5 / (FADE_FRAMES - 1),
    )
    expect(out[FADE_FRAMES - 1]).toBeLessThan(1)
    expect(out.subarray(FADE_FRAMES).every((sample) => sample === 1)).toBe(true)
  })

  test('pausing fades out, resuming goes on at the very next frame', () => {
    const ones = storeOf(new Float32Array(LENGTH).fill(1))
    const rig = setUp(ones, ones)
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.core.pause()
    const out = rig.render(4 * QUANTUM)[0]
    expect(out?.subarray(FADE_FRAMES).every((sample) => sample === 0)).toBe(true)
    expect(rig.core.positionFrame).toBe(10 * QUANTUM + FADE_FRAMES)
    rig.render(100 * QUANTUM)
    expect(rig.core.positionFrame).toBe(10 * QUANTUM + FADE_FRAMES)
    rig.core.play()
    rig.render(QUANTUM)
    expect(rig.core.positionFrame).toBe(11 * QUANTUM + FADE_FRAMES)
  })

  test('a seek while playing fades over and lands on the asked frame', () => {
    const rig = setUp(original, master)
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.core.seek(30_000)
    expect(rig.core.positionFrame).toBe(30_000)
    const out = rig.render(8 * QUANTUM)[0]
    expect(out?.subarray(FADE_FRAMES)).toEqual(
      masterLeft.subarray(30_000 + FADE_FRAMES, 30_000 + 8 * QUANTUM),
    )
  })

  test('what was playing goes on until the audio of a seek arrives, and no underrun is counted', () => {
    const rig = setUp(original, master)
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.hold = true
    rig.core.seek(30_000)
    const during = rig.render(4 * QUANTUM)[0]
    expect(during).toEqual(masterLeft.subarray(10 * QUANTUM, 14 * QUANTUM))
    rig.release()
    rig.render(8 * QUANTUM)
    expect(rig.core.positionFrame).toBe(30_000 + 8 * QUANTUM)
    expect(rig.core.underruns).toBe(0)
  })

  test('a new master takes over at the same position, without a gap', () => {
    const ones = storeOf(new Float32Array(LENGTH).fill(1))
    const halves = storeOf(new Float32Array(LENGTH).fill(0.5))
    const rig = setUp(ones, ones)
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.connect(halves)
    const out = rig.render(40 * QUANTUM)[0] ?? new Float32Array()
    expect(out[0]).toBe(1)
    expect(out.at(-1)).toBe(0.5)
    expect(Math.min(...out)).toBe(0.5)
    expect(rig.core.positionFrame).toBe(50 * QUANTUM)
  })

  test('a new master that arrives late catches up with the playhead', () => {
    const rig = setUp(original, master)
    rig.core.play()
    rig.render(10 * QUANTUM)
    rig.hold = true
    rig.connect()
    rig.render(60 * QUANTUM)
    rig.release()
    const out = rig.render(10 * QUANTUM)[0] ?? []
    const late = masterLeft.subarray(70 * QUANTUM, 80 * QUANTUM)
    expect(furthestApart(out, late)).toBeLessThan(1e-7)
    expect(rig.core.positionFrame).toBe(80 * QUANTUM)
  })

  test('a track of no frames ends at once', () => {
    const empty = new MemoryPcmStore(RATE, 2, false)
    const rig = setUp(empty, null)
    rig.core.play()
    rig.render(3 * QUANTUM)
    expect(rig.core).toMatchObject({ playing: false, ended: true, underruns: 0 })
  })

  test('mono is the mean of both channels on both, reached by a fade; stereo again is exact', () => {
    const rig = setUp(original, master)
    rig.core.play()
    rig.core.setOutput([0.5, 0.5, 0.5, 0.5])
    rig.render(4 * QUANTUM)
    const [l, r] = rig.render(4 * QUANTUM)
    const at = 4 * QUANTUM
    expect(l).toEqual(
      Float32Array.from(
        { length: at },
        (_, i) => 0.5 * (masterLeft[at + i] ?? 0) + 0.5 * (masterRight[at + i] ?? 0),
      ),
    )
    expect(r).toEqual(l)
    rig.core.setOutput([1, 0, 0, 1])
    rig.render(4 * QUANTUM)
    expect(rig.render(QUANTUM)[1]).toEqual(masterRight.subarray(12 * QUANTUM, 13 * QUANTUM))
  })
})
