import { describe, expect, it } from 'vitest'
import { MemoryPcmStore } from '../../../core/memory-pcm-store'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { ROOMS } from '../../../session/playback/rooms'
import { CHUNK_FRAMES, type FeedRequest, type PairChunk, STALE } from '../../protocol/feed-protocol'
import type { Room } from '../../protocol/room'
import { PlayerCore } from '../../worklet/player-core'
import { type FeedPort, serveFeed } from '../serve-feed'
import { heardRoom } from './heard-room'

const RATE = 48_000
const SECONDS = 3
const kernels = nodeKernels()

const roomOf = (id: string): Room => {
  const found = ROOMS.find((room) => room.id === id)
  if (!found) throw new Error(`no room ${id}`)
  return { ...found.room, limiter: null, noise: null }
}

const storeOf = (sample: (frame: number) => number): MemoryPcmStore => {
  const store = new MemoryPcmStore(RATE, 1, false)
  const samples = Float32Array.from({ length: SECONDS * RATE }, (_, n) => sample(n))
  store.append([samples], samples.length)
  return store
}

/** A feed in a room, and what it sent and showed to the meters. */
const feedIn = (original: MemoryPcmStore, master: MemoryPcmStore, first: Room | null) => {
  let room = first
  const sent: PairChunk[] = []
  const measured: PairChunk[] = []
  const listeners: ((chunk: PairChunk | typeof STALE) => void)[] = []
  const port: FeedPort = {
    onmessage: null,
    postMessage(message) {
      if (message !== STALE) sent.push({ ...message, samples: message.samples.slice() })
      for (const listener of listeners) listener(message)
    },
    close: () => {},
  }
  const feed = serveFeed(port, {
    source: () => ({
      original,
      master,
      room: room ? (rate: number) => heardRoom(kernels, room as Room, rate) : null,
    }),
    later: (work) => work(),
    onChunk: (chunk) => measured.push({ ...chunk, samples: chunk.samples.slice() }),
  })
  return {
    sent,
    measured,
    listeners,
    ask: (request: FeedRequest) => port.onmessage?.({ data: request } as MessageEvent<FeedRequest>),
    enter(next: Room | null) {
      room = next
      feed.refresh()
    },
    stop: feed.stop,
  }
}

const start = (startFrame: number): FeedRequest => ({
  kind: 'start',
  generation: 1,
  startFrame,
  loop: null,
  decimation: 1,
})

describe('a feed in a room', () => {
  const noise = seededNoise(8)
  const heard = storeOf(() => 0.3 * noise())

  it('shapes both signals alike, and shows the meters what comes in', () => {
    const feed = feedIn(heard, heard, roomOf('laptop'))
    feed.ask(start(0))
    const [chunk] = feed.sent
    const [measured] = feed.measured
    const plane = (of: PairChunk | undefined, index: number) =>
      of?.samples.subarray(index * CHUNK_FRAMES, (index + 1) * CHUNK_FRAMES)
    expect(plane(chunk, 0)).toEqual(plane(chunk, 1))
    expect(plane(chunk, 0)).not.toEqual(plane(measured, 0))
    const source = [new Float32Array(CHUNK_FRAMES)]
    heard.read(0, source, CHUNK_FRAMES)
    expect(plane(measured, 0)).toEqual(source[0])
    feed.stop()
  })

  it('begun in the middle sounds as it would have come to it: within −80 dBFS', () => {
    const whole = feedIn(heard, heard, roomOf('small-speaker'))
    whole.ask(start(0))
    const middle = feedIn(heard, heard, roomOf('small-speaker'))
    middle.ask(start(4 * CHUNK_FRAMES))
    const wanted = whole.sent[4]?.samples ?? new Float32Array(0)
    const found = middle.sent[0]?.samples ?? new Float32Array(0)
    expect(found.length).toBe(wanted.length)
    expect(furthestApart(found, wanted)).toBeLessThan(1e-4)
  })

  it('gives its memory back', () => {
    /** Where the next region would lie. */
    const next = (): number => {
      const scope = kernels.scope()
      const { pointer } = scope.f32(CHUNK_FRAMES)
      scope.release()
      return pointer
    }
    for (let round = 0; round < 3; round++) {
      const feed = feedIn(heard, heard, roomOf('club'))
      for (let frame = 0; frame < 20; frame++) feed.ask(start(frame))
      feed.stop()
    }
    const before = next()
    for (let round = 0; round < 300; round++) {
      const feed = feedIn(heard, heard, roomOf('club'))
      feed.ask(start(0))
      feed.stop()
    }
    expect(next()).toBe(before)
  })

  it('is entered and left without a click while it plays: no step beyond what the tone itself makes', () => {
    const freqHz = 300
    const tone = storeOf((n) => 0.5 * Math.sin((2 * Math.PI * freqHz * n) / RATE))
    const feed = feedIn(tone, tone, null)
    const core = new PlayerCore(RATE, 1, 1)
    feed.listeners.push((message) => {
      if (message === STALE) core.refresh()
      else core.receive(message)
    })
    core.connect(feed.ask)
    core.play()
    const out = new Float32Array(1.5 * RATE)
    const quanta = Math.floor(out.length / 128)
    for (let quantum = 0; quantum < quanta; quantum++) {
      if (quantum === Math.floor(quanta / 3)) feed.enter(roomOf('small-speaker'))
      if (quantum === Math.floor((2 * quanta) / 3)) feed.enter(null)
      core.render([out.subarray(quantum * 128, (quantum + 1) * 128)], 128)
    }
    const steepest = (2 * Math.PI * freqHz * 0.5) / RATE
    const played = quanta * 128
    const steps = furthestApart(out.subarray(1, played), out.subarray(0, played - 1))
    expect(steps).toBeLessThan(1.1 * steepest)
    const rms = (from: number) =>
      Math.sqrt(out.subarray(from, from + 4800).reduce((sum, x) => sum + x * x, 0) / 4800)
    expect(rms(0.7 * RATE)).toBeLessThan(rms(0.3 * RATE) / 3)
    expect(rms(1.35 * RATE)).toBeCloseTo(rms(0.3 * RATE), 2)
    expect(core.underruns).toBe(0)
    feed.stop()
  })
})
