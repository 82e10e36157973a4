import { describe, expect, test } from 'vitest'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { type FeedRequest, type PairChunk, queueDepth, STALE } from '../protocol/feed-protocol'
import { type FeedPort, serveFeed } from '../worker/serve-feed'
import { PlayerCore } from './player-core'

const RATE = 48_000
const FADE_FRAMES = 288
const QUANTUM = 128

const noise = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, seededNoise(seed))

/** Of the test tracks' length. */
const constant = (value: number): Float32Array => new Float32Array(LENGTH).fill(value)

const storeOf = (...channels: Float32Array[]): MemoryPcmStore => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

/** A core and a feed joined without threads; `hold` keeps the feed's answers back. */
const setUp = (originalStore: MemoryPcmStore, masterStore: MemoryPcmStore | null) => {
  const core = new PlayerCore(RATE, originalStore.channelCount, 1)
  const requests: FeedRequest[] = []
  const held: PairChunk[] = []
  const rig = {
    core,
    requests,
    hold: false,
    /** The running feed makes its master anew, as with a changed recipe. */
    change: (_master: MemoryPcmStore): void => {},
    connect(newMaster: MemoryPcmStore | null = masterStore): void {
      const port: FeedPort = {
        onmessage: null,
        postMessage: (chunk) => {
          if (chunk === STALE) core.refresh()
          else if (rig.hold) held.push(chunk)
          else core.receive(chunk)
        },
        close: () => {},
      }
      let current = newMaster
      const feed = serveFeed(port, {
        source: () => ({ original: originalStore, master: current }),
        later: (work) => work(),
      })
      rig.change = (changed) => {
        current = changed
        feed.refresh()
      }
      core.connect((request) => {
        requests.push(request)
        port.onmessage?.({ data: request } as MessageEvent<FeedRequest>)
      })
    },
    /** Takes what the feed sent meanwhile. */
    held: (): PairChunk[] => held.splice(0),
    release(): void {
      rig.hold = false
      for (const chunk of held.splice(0)) core.receive(chunk)
    },
    /** Renders whole quanta; returns the channels. */
    render(frames: number): Float32Array[] {
      const out = Array.from({ length: originalStore.channelCount }, () => new Float32Array(frames))
      for (let at = 0; at < frames; at += QUANTUM)
        core.render(
          out.map((channel) => channel.subarray(at, at + QUANTUM)),
          QUANTUM,
        )
      return out
    },
  }
  rig.connect()
  return rig
}

const LENGTH = 60_000
const left = noise(LENGTH, 1)
const right = noise(LENGTH, 2)
const masterLeft = noise(LENGTH, 3)
const masterRight = noise(LENGTH, 4)
const original = storeOf(left, right)
const master = storeOf(masterLeft, masterRight)

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
    const largest = Math.max(...out.slice(1).map((sample, i) => Math.abs(sample - (out[i] ?? 0))))
    expect(largest).toBeLessThan(0.5 / (FADE_FRAMES - 1))
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
    const out = rig.render(10 * QUANTUM)[0]
    const late = masterLeft.subarray(70 * QUANTUM, 80 * QUANTUM)
    const worst = Math.max(...(out ?? []).map((sample, i) => Math.abs(sample - (late[i] ?? 0))))
    expect(worst).toBeLessThan(1e-7)
    expect(rig.core.positionFrame).toBe(80 * QUANTUM)
  })

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

  test('a track of no frames ends at once', () => {
    const empty = new MemoryPcmStore(RATE, 2, false)
    const rig = setUp(empty, null)
    rig.core.play()
    rig.render(3 * QUANTUM)
    expect(rig.core).toMatchObject({ playing: false, ended: true, underruns: 0 })
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
