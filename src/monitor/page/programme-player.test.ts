import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Interruption } from './player'
import { createProgrammePlayer, type ProgrammeSource } from './programme-player'

const RATE = 100
const LENGTH = 1000

/** What was scheduled on an output: the left channel from a time of its clock on. */
interface Scheduled {
  readonly seconds: number
  readonly samples: Float32Array
  stopped: boolean
  readonly end: () => void
}

class FakeContext extends EventTarget {
  state: AudioContextState = 'suspended'
  currentTime = 0
  runs = true
  readonly sampleRate = RATE
  readonly destination = {}
  readonly scheduled: Scheduled[] = []
  async resume(): Promise<void> {
    if (!this.runs) throw new DOMException('no device', 'InvalidStateError')
    this.state = 'running'
  }
  async suspend(): Promise<void> {
    this.state = 'suspended'
  }
  async close(): Promise<void> {
    this.state = 'closed'
  }
  createBuffer(_channels: number, length: number) {
    const planes = [new Float32Array(length), new Float32Array(length)]
    const copyToChannel = (samples: Float32Array, channel: number) => planes[channel]?.set(samples)
    return { planes, copyToChannel }
  }
  /** All that was to be heard, frame for frame of its clock, from the first. */
  heard(): number[] {
    const first = this.scheduled[0]?.seconds ?? 0
    const out: number[] = []
    for (const { seconds, samples } of this.scheduled) {
      const at = Math.round((seconds - first) * RATE)
      for (const [i, sample] of samples.entries()) out[at + i] = (out[at + i] ?? 0) + sample
    }
    return out
  }
}

class FakeNode extends EventTarget {
  private readonly context: FakeContext
  private readonly samples: Float32Array
  private mine: Scheduled | null = null
  constructor(context: FakeContext, { buffer }: { buffer: { planes: Float32Array[] } }) {
    super()
    this.context = context
    this.samples = buffer.planes[0] ?? new Float32Array(0)
  }
  connect(): void {}
  start(seconds: number): void {
    const end = () => void this.dispatchEvent(new Event('ended'))
    this.mine = { seconds, samples: this.samples, stopped: false, end }
    this.context.scheduled.push(this.mine)
  }
  stop(): void {
    if (this.mine) this.mine.stopped = true
  }
}

/** A ramp: every frame is known by its value. Pieces of odd lengths, as they come. */
const SOURCE: ProgrammeSource = {
  sampleRate: RATE,
  lengthFrames: LENGTH,
  async read(startFrame, frames) {
    const count = Math.min(frames, 170)
    const plane = () => Float32Array.from({ length: count }, (_, i) => startFrame + i)
    return [plane(), plane()]
  },
}

let contexts: FakeContext[]
let devicesRun: boolean
const end = vi.fn()
const told: Interruption[] = []
const newContext = () => {
  const context = new FakeContext()
  context.runs = devicesRun
  contexts.push(context)
  return context as unknown as AudioContext
}
const make = (source = SOURCE) =>
  createProgrammePlayer(source, end, (what) => told.push(what), newContext)
/** A player that plays, and the first output that it opened. */
const playing = async (source = SOURCE) => {
  const player = make(source)
  await player.play()
  await settle()
  const [output] = contexts
  if (!output) throw new Error('no output')
  return { player, output }
}
/** Until all promises that can settle have. */
const settle = () => vi.advanceTimersByTimeAsync(0)
/** Lets the clock run, and ends what was heard by then. */
const pass = async (context: FakeContext, seconds: number): Promise<void> => {
  const until = context.currentTime + seconds
  for (let at = Math.ceil(context.currentTime); at <= until; at++) {
    context.currentTime = at
    for (const one of context.scheduled)
      if (one.seconds + one.samples.length / RATE <= at) one.end()
    await vi.advanceTimersByTimeAsync(1000)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { mediaDevices: new EventTarget() })
  vi.stubGlobal('AudioBufferSourceNode', FakeNode)
  contexts = []
  devicesRun = true
  told.length = 0
  end.mockReset()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('plays every frame of the programme once, in a row, and is over at its end', async () => {
  const { player, output } = await playing()
  await pass(output, 12)
  expect(output.heard()).toEqual(Array.from({ length: LENGTH }, (_, i) => i))
  expect(end).toHaveBeenCalledOnce()
  player.dispose()
})

it('goes to another place: what was scheduled is silent, and it goes on from there', async () => {
  const { player, output } = await playing()
  const { scheduled } = output
  const before = scheduled.length
  player.seek(6)
  await settle()
  expect(scheduled.slice(0, before).every(({ stopped }) => stopped)).toBe(true)
  expect(scheduled[before]?.samples[0]).toBe(600)
  expect(player.positionSeconds()).toBeCloseTo(6, 1)
  player.dispose()
})

it('is paused while its output begins: that it never does is no failure then, else it is', async () => {
  const begin = () => {
    const player = make()
    const [context] = contexts.splice(0)
    let fail = (_error: Error): void => {}
    if (context)
      context.resume = () =>
        new Promise((_, reject) => {
          fail = reject
        })
    return { player, asked: player.play(), fail: () => fail(new Error('no device')) }
  }
  const left = begin()
  left.player.pause()
  left.fail()
  await expect(left.asked).resolves.toBeUndefined()
  const waiting = begin()
  waiting.fail()
  await expect(waiting.asked).rejects.toThrow('no device')
  for (const { player } of [left, waiting]) player.dispose()
})

it('is over where its audio cannot be had', async () => {
  const { player } = await playing({ ...SOURCE, read: async () => null })
  expect(end).toHaveBeenCalledOnce()
  player.dispose()
})

it('goes on at the same place on another output where its own is gone, and says so', async () => {
  const { player, output: first } = await playing()
  await pass(first, 3)
  const place = player.positionSeconds()
  first.state = 'closed'
  first.dispatchEvent(new Event('statechange'))
  await settle()
  expect(told).toEqual(['recovered'])
  expect(contexts).toHaveLength(2)
  expect(contexts[1]?.scheduled[0]?.samples[0]).toBeCloseTo(place * RATE, 0)
  player.dispose()
})

it('says that no output is left, and plays on from there once there is one', async () => {
  const { player, output: first } = await playing()
  await pass(first, 3)
  devicesRun = false
  first.state = 'closed'
  first.dispatchEvent(new Event('statechange'))
  await settle()
  expect(told).toEqual(['lost'])
  const second = contexts[1]
  if (!second) throw new Error('no second output')
  second.runs = true
  await player.play()
  expect(second.state).toBe('running')
  player.dispose()
})
