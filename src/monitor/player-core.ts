import type { FeedRequest, FrameRange, PairChunk } from './feed-protocol'
import { PairQueue } from './pair-queue'
import { Ramp } from './ramp'

/** Frames rendered at once at most. */
const QUANTUM_FRAMES = 128
/** Every switch, seek, start and stop fades in a straight line over this long. */
const FADE_SECONDS = 0.006
/** How far ahead of the playhead a restarted feed takes over from the running one; a late one catches up. */
const TAKEOVER_SECONDS = 0.015

/** Chunks that a feed must have sent before it takes over from one that still plays: a busy machine leaves no gap. */
const TAKEOVER_CHUNKS = 2

/** Chunks that a start from silence waits for: a feed that is slow at first leaves no gap either. */
const START_CHUNKS = 3

/** Weights of the two signals in what is heard; difference = { original: −go, master: gm }. */
export interface Mix {
  readonly original: number
  readonly master: number
}

/** left = [0]·L + [1]·R, right = [2]·L + [3]·R */
export type OutputMatrix = readonly [number, number, number, number]

const STEREO: OutputMatrix = [1, 0, 0, 1]

/**
 * The audio thread's part of listening: queues pairs, crossfades, applies gains. No worklet globals,
 * so that Node can test it. With a settled mix of weight 1, samples pass bit for bit.
 */
export class PlayerCore {
  underruns = 0
  playing = false
  ended = false
  private readonly channelCount: number
  private readonly takeoverFrames: number
  private readonly gate: Ramp
  private readonly handover: Ramp
  private readonly original: Ramp
  private readonly master: Ramp
  private readonly matrix: readonly [Ramp, Ramp, Ramp, Ramp]
  private readonly now: Planes
  private readonly fading: Planes
  private send: (request: FeedRequest) => void = () => {}
  private loop: FrameRange | null = null
  private generation = 0
  private current: PairQueue
  private incoming: Incoming | null = null
  /** A take-over was wanted while one was under way. */
  private again = false
  /** The queue that fades out while `handover` runs. */
  private leaving: PairQueue | null = null
  private primed = false
  private readonly decimation: number

  constructor(sampleRate: number, channelCount: number, decimation: number) {
    const fadeFrames = Math.round(FADE_SECONDS * sampleRate)
    this.channelCount = channelCount
    this.decimation = decimation
    this.takeoverFrames = Math.round(TAKEOVER_SECONDS * sampleRate)
    this.gate = new Ramp(0, fadeFrames)
    this.handover = new Ramp(1, fadeFrames)
    this.original = new Ramp(0, fadeFrames)
    this.master = new Ramp(1, fadeFrames)
    const weight = (value: number) => new Ramp(value, fadeFrames)
    this.matrix = [weight(1), weight(0), weight(0), weight(1)]
    this.now = planes(channelCount)
    this.fading = planes(channelCount)
    this.current = this.queue(0, 0)
  }

  /** Track position of what is heard next (or will be, once a seek's audio arrives). */
  get positionFrame(): number {
    if (this.incoming && !this.incoming.aligned) return this.incoming.queue.positionFrame
    return this.current.positionFrame
  }

  /** A new feed (another store, another worker) takes over without a gap at the same position. */
  connect(send: (request: FeedRequest) => void): void {
    this.send({ kind: 'stop' })
    this.send = send
    this.restart()
  }

  receive(chunk: PairChunk): void {
    const queue = [this.incoming?.queue, this.current, this.leaving].find(
      (candidate) => candidate?.generation === chunk.generation,
    )
    if (queue) queue.push(chunk)
    else this.giveBack(chunk)
  }

  play(): void {
    if (this.ended) this.seek(this.loop?.startFrame ?? 0)
    this.playing = true
    // A track's own first sample must not be softened; anywhere else a hard start would click.
    if (this.positionFrame === 0 && this.gate.value === 0) this.gate.jumpTo(1)
    else this.gate.moveTo(1)
  }

  pause(): void {
    this.playing = false
    this.gate.moveTo(0)
  }

  seek(frame: number): void {
    this.ended = false
    this.request(frame, null)
  }

  setLoop(loop: FrameRange | null): void {
    this.loop = loop
    this.refresh()
  }

  /** The feed has something newer than what is queued. */
  refresh(): void {
    if (this.incoming?.aligned) this.again = true
    else this.restart()
  }

  /** Which part of the image is heard; without effect on mono beyond silence for what has no side. */
  setOutput(matrix: OutputMatrix): void {
    const settled = this.gate.value === 0
    for (const [index, ramp] of this.matrix.entries()) {
      const weight = matrix[index] ?? 0
      if (settled) ramp.jumpTo(weight)
      else ramp.moveTo(weight)
    }
  }

  listen(mix: Mix): void {
    if (this.gate.value === 0) {
      this.original.jumpTo(mix.original)
      this.master.jumpTo(mix.master)
    } else {
      this.original.moveTo(mix.original)
      this.master.moveTo(mix.master)
    }
  }

  /** Fills up to 128 frames of every channel of `output`. */
  render(output: readonly Float32Array[], frames: number): void {
    for (const channel of output) channel.fill(0)
    this.switchQueues()
    if (this.gate.value === 0 && this.gate.target === 0) return
    if (!this.primed && this.gate.target !== 0) {
      if (!this.current.holds(START_CHUNKS)) return
      this.primed = true
    }
    // While closing, play only what is still heard: resuming goes on from there.
    const wanted = this.gate.target === 0 ? Math.min(frames, this.gate.framesLeft) : frames
    const count = this.current.read(this.now, 0, wanted)
    if (this.incoming) this.incoming.wait -= count
    if (this.leaving) this.crossfade(this.leaving, count)
    this.mixInto(output, count)
    // A start that still waits for audio must not spend its fade on silence.
    this.gate.advance(this.gate.target === 0 ? wanted : count)
    if (count < wanted) this.ranOut()
  }

  /** Stops the feed. */
  dispose(): void {
    this.send({ kind: 'stop' })
    this.send = () => {}
  }

  private mixInto(output: readonly Float32Array[], count: number): void {
    const steady =
      this.original.framesLeft + this.master.framesLeft + this.gate.framesLeft === 0 &&
      this.gate.target === 1
    for (let channel = 0; channel < this.channelCount; channel++) {
      const out = output[channel]
      const o = this.now.original[channel]
      const m = this.now.master[channel]
      if (!out || !o || !m) continue
      for (let i = 0; i < count; i++) {
        const wo = steady ? this.original.target : this.original.peek(i)
        const wm = steady ? this.master.target : this.master.peek(i)
        const g = steady ? 1 : this.gate.peek(i)
        out[i] = g * (wo * (o[i] ?? 0) + wm * (m[i] ?? 0))
      }
    }
    this.original.advance(count)
    this.master.advance(count)
    this.shape(output, count)
  }

  /** Left and right through the matrix, in place; plain stereo passes bit for bit. */
  private shape(output: readonly Float32Array[], count: number): void {
    const { matrix } = this
    if (matrix.every((ramp, index) => ramp.framesLeft === 0 && ramp.target === STEREO[index]))
      return
    const [left, right = left] = output
    if (!left || !right) return
    const [ll, lr, rl, rr] = matrix
    for (let i = 0; i < count; i++) {
      const l = left[i] ?? 0
      const r = right[i] ?? 0
      left[i] = ll.peek(i) * l + lr.peek(i) * r
      if (right !== left) right[i] = rl.peek(i) * l + rr.peek(i) * r
    }
    for (const ramp of matrix) ramp.advance(count)
  }

  private crossfade(leaving: PairQueue, count: number): void {
    const had = leaving.read(this.fading, 0, count)
    for (const [into, from] of [
      [this.now.original, this.fading.original],
      [this.now.master, this.fading.master],
    ] as const)
      into.forEach((plane, channel) => {
        const old = from[channel]
        for (let i = 0; i < count; i++) {
          const w = this.handover.peek(i)
          const before = i < had ? (old?.[i] ?? 0) : 0
          plane[i] = w * (plane[i] ?? 0) + (1 - w) * before
        }
      })
    this.handover.advance(count)
    if (this.handover.framesLeft > 0) return
    leaving.clear()
    this.leaving = null
  }

  private switchQueues(): void {
    const { incoming } = this
    if (!incoming) return
    const replace = this.gate.value === 0 || this.current.isEmpty
    if (!replace) {
      if (this.leaving || !isReady(incoming)) return
      this.leaving = this.current
      this.handover.jumpTo(0)
      this.handover.moveTo(1)
    } else {
      if (this.gate.value > 0 && incoming.queue.isEmpty && !incoming.queue.hasEnded) return
      this.leaving?.clear()
      this.leaving = null
      this.current.clear()
    }
    this.current = incoming.queue
    this.incoming = null
    this.primed = this.gate.value > 0 && this.primed
    if (this.again) this.restart()
  }

  private ranOut(): void {
    if (this.current.hasEnded && !this.incoming) {
      this.playing = false
      this.ended = true
      this.gate.jumpTo(0)
    } else if (this.primed) this.underruns++
  }

  /** Restarts the feed a little ahead of the playhead, so that what is queued plays on until then. */
  private restart(): void {
    const heard = this.gate.value > 0 && !this.current.isEmpty
    if (this.incoming && !this.incoming.aligned)
      this.request(this.incoming.queue.positionFrame, null)
    else if (heard)
      this.request(this.current.positionAfter(this.takeoverFrames), this.takeoverFrames)
    else this.request(this.current.positionFrame, null)
  }

  private request(startFrame: number, takeover: number | null): void {
    this.again = false
    this.incoming?.queue.clear()
    this.generation++
    this.incoming = {
      queue: this.queue(this.generation, startFrame),
      aligned: takeover !== null,
      wait: takeover ?? 0,
    }
    const { generation, loop, decimation } = this
    this.send({ kind: 'start', generation, startFrame, loop, decimation })
  }

  private queue(generation: number, startFrame: number): PairQueue {
    return new PairQueue(generation, startFrame, (chunk) => this.giveBack(chunk))
  }

  private giveBack({ generation, samples }: PairChunk): void {
    this.send({ kind: 'recycle', generation, samples })
  }
}

/** The generation that was asked for. */
interface Incoming {
  readonly queue: PairQueue
  /** Carries on what is playing (true), or jumps elsewhere as soon as it arrives (false). */
  readonly aligned: boolean
  /** Frames until an aligned one takes over; negative when it is late by so many. */
  wait: number
}

/** Catches up with the playhead first, where an aligned generation arrived late. */
const isReady = (incoming: Incoming): boolean => {
  const { queue, aligned } = incoming
  if (aligned && incoming.wait < 0) incoming.wait += queue.skip(-incoming.wait)
  const due = !aligned || incoming.wait === 0
  return due && queue.holds(TAKEOVER_CHUNKS)
}

interface Planes {
  readonly original: readonly Float32Array[]
  readonly master: readonly Float32Array[]
}

const planes = (channelCount: number): Planes => {
  const make = () => Array.from({ length: channelCount }, () => new Float32Array(QUANTUM_FRAMES))
  return { original: make(), master: make() }
}
