import type { FeedRequest, LoopFrames, PairChunk } from '../protocol/feed-protocol'
import { type PairBlock, PairQueue } from './pair-queue'
import { Ramp } from './ramp'

/** Frames rendered at once at most. */
const QUANTUM_FRAMES = 128
/** How far ahead of the playhead a restarted feed takes over from the running one; a late one catches up. */
const TAKEOVER_SECONDS = 0.015

/** Chunks that a feed must have sent before it takes over from one that still plays: a busy machine leaves no gap. */
const TAKEOVER_CHUNKS = 2

/** The generation that was asked for. */
interface Incoming {
  readonly queue: PairQueue
  /** Carries on what is playing (true), or jumps elsewhere as soon as it arrives (false). */
  readonly aligned: boolean
  /** Frames until an aligned one takes over; negative when it is late by so many. */
  wait: number
}

/** What the line must know of the one who plays it. */
export interface FeedReceiverOptions {
  readonly sampleRate: number
  readonly channelCount: number
  readonly decimation: number
  /** One generation fades into the next over this long. */
  readonly fadeFrames: number
  /** Something is heard now, so that a change must not be. */
  readonly isHeard: () => boolean
}

/**
 * The line to the feed: asks for generations of chunks, queues them, and hands over from one to the next,
 * aligned to the frame and faded where something is heard.
 */
export class FeedReceiver {
  /** What `read` filled. */
  readonly pair: PairBlock
  private readonly options: FeedReceiverOptions
  private readonly takeoverFrames: number
  private readonly handover: Ramp
  private readonly fading: PairBlock
  private send: (request: FeedRequest) => void = () => {}
  private loop: LoopFrames | null = null
  private generation = 0
  private current: PairQueue
  private incoming: Incoming | null = null
  /** A take-over was wanted while one was under way. */
  private again = false
  /** The queue that fades out while `handover` runs. */
  private leaving: PairQueue | null = null

  constructor(options: FeedReceiverOptions) {
    this.options = options
    this.takeoverFrames = Math.round(TAKEOVER_SECONDS * options.sampleRate)
    this.handover = new Ramp(1, options.fadeFrames)
    this.pair = planes(options.channelCount)
    this.fading = planes(options.channelCount)
    this.current = this.queue(0, 0)
  }

  /** Track position of what is heard next (or will be, once a seek's audio arrives). */
  get positionFrame(): number {
    if (this.incoming && !this.incoming.aligned) return this.incoming.queue.positionFrame
    return this.current.positionFrame
  }

  /** The track was played to its end, and nothing else was asked for. */
  get hasEnded(): boolean {
    return this.current.hasEnded && !this.incoming
  }

  /** At least so many chunks are queued, or all that will ever come. */
  holds(chunks: number): boolean {
    return this.current.holds(chunks)
  }

  /** A new feed (another store, another worker) takes over without a gap at the same position. */
  connect(send: (request: FeedRequest) => void): void {
    this.disconnect()
    this.send = send
    this.restart()
  }

  /** Stops the feed. */
  disconnect(): void {
    this.send({ kind: 'stop' })
    this.send = () => {}
  }

  receive(chunk: PairChunk): void {
    const queue = [this.incoming?.queue, this.current, this.leaving].find(
      (candidate) => candidate?.generation === chunk.generation,
    )
    if (queue) queue.push(chunk)
    else this.giveBack(chunk)
  }

  /** Null without a loop. */
  get loopStartFrame(): number | null {
    return this.loop?.startFrame ?? null
  }

  setLoop(loop: LoopFrames | null): void {
    this.loop = loop
    this.refresh()
  }

  jumpTo(frame: number): void {
    this.request(frame, null)
  }

  /** The feed has something newer than what is queued. */
  refresh(): void {
    if (this.incoming?.aligned) this.again = true
    else this.restart()
  }

  /** Hands over to the generation that was asked for, where it is due; true if so. */
  handOver(): boolean {
    const { incoming } = this
    if (!incoming) return false
    const heard = this.options.isHeard()
    if (heard && !this.current.isEmpty) {
      if (this.leaving || !isReady(incoming)) return false
      this.leaving = this.current
      this.handover.jumpTo(0)
      this.handover.moveTo(1)
    } else {
      if (heard && incoming.queue.isEmpty && !incoming.queue.hasEnded) return false
      this.leaving?.clear()
      this.leaving = null
      this.current.clear()
    }
    this.current = incoming.queue
    this.incoming = null
    if (this.again) this.restart()
    return true
  }

  /** Moves up to `frames` frames into `pair`, a quantum at most; returns how many there were. */
  read(frames: number): number {
    const count = this.current.read(this.pair, 0, frames)
    if (this.incoming) this.incoming.wait -= count
    if (this.leaving) this.crossfade(this.leaving, count)
    return count
  }

  private crossfade(leaving: PairQueue, count: number): void {
    const had = leaving.read(this.fading, 0, count)
    for (const [into, from] of [
      [this.pair.original, this.fading.original],
      [this.pair.master, this.fading.master],
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

  /** Restarts the feed a little ahead of the playhead, so that what is queued plays on until then. */
  private restart(): void {
    const heard = this.options.isHeard() && !this.current.isEmpty
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
    const { generation, loop } = this
    const { decimation } = this.options
    this.send({ kind: 'start', generation, startFrame, loop, decimation })
  }

  private queue(generation: number, startFrame: number): PairQueue {
    return new PairQueue(generation, startFrame, (chunk) => this.giveBack(chunk))
  }

  private giveBack({ generation, samples }: PairChunk): void {
    this.send({ kind: 'recycle', generation, samples })
  }
}

/** Catches up with the playhead first, where an aligned generation arrived late. */
const isReady = (incoming: Incoming): boolean => {
  const { queue, aligned } = incoming
  if (aligned && incoming.wait < 0) incoming.wait += queue.skip(-incoming.wait)
  const due = !aligned || incoming.wait === 0
  return due && queue.holds(TAKEOVER_CHUNKS)
}

const planes = (channelCount: number): PairBlock => {
  const make = () => Array.from({ length: channelCount }, () => new Float32Array(QUANTUM_FRAMES))
  return { original: make(), master: make() }
}
