import type { Chain } from '../../chain/chain'
import { assert } from '../../core/assert'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader } from '../../core/pcm-store'

/** Audio pulled onward from a frame of the track; silence past its end. */
export interface AudioPull {
  /** The next pull begins at this frame, a multiple of 4096. */
  start(frame: number): void
  /** Fills the first `frames` (1…4096) frames of every channel. */
  pull(into: readonly Float32Array[], frames: number): void
}

type Planes = readonly Float32Array[]

/** The track itself. */
export class TrackPull implements AudioPull {
  private readonly source: PcmReader
  private position = 0

  constructor(source: PcmReader) {
    this.source = source
  }

  start(frame: number): void {
    this.position = frame
  }

  pull(into: Planes, frames: number): void {
    const read = this.source.read(this.position, into, frames)
    for (const plane of into) plane.fill(0, read, frames)
    this.position += frames
  }
}

/** What `input` becomes in `chain`, its latency made up for by pulling ahead; ends with the track, like a render. */
export class AlignedChain implements AudioPull {
  private readonly input: AudioPull
  private readonly chain: Chain
  private readonly lengthFrames: number
  private readonly scratch: Planes
  private position = 0

  constructor(input: AudioPull, chain: Chain, { channelCount, lengthFrames }: PcmReader) {
    this.input = input
    this.chain = chain
    this.lengthFrames = lengthFrames
    this.scratch = planesOf(channelCount, BLOCK_FRAMES)
  }

  start(frame: number): void {
    this.input.start(frame)
    this.chain.reset(frame)
    this.position = frame
    for (let left = this.chain.latencyFrames; left > 0; left -= BLOCK_FRAMES)
      this.through(this.scratch, Math.min(left, BLOCK_FRAMES))
  }

  pull(into: Planes, frames: number): void {
    this.through(into, frames)
    this.position += frames
    const beyond = Math.min(frames, this.position - this.lengthFrames)
    if (beyond > 0) for (const plane of into) plane.fill(0, frames - beyond, frames)
  }

  private through(block: Planes, frames: number): void {
    this.input.pull(block, frames)
    if (this.chain.activeModules.length > 0) this.chain.process(block, block, frames)
  }
}

/** What `chain` adds to `input`: its output − its input, in step. */
export class AlignedEffect implements AudioPull {
  private readonly dry: DelayedCopy
  private readonly wet: AlignedChain
  private readonly scratch: Planes

  constructor(input: AudioPull, chain: Chain, source: PcmReader) {
    this.dry = new DelayedCopy(input, source.channelCount, chain.latencyFrames)
    this.wet = new AlignedChain(this.dry, chain, source)
    this.scratch = planesOf(source.channelCount, BLOCK_FRAMES)
  }

  start(frame: number): void {
    this.wet.start(frame)
  }

  pull(into: Planes, frames: number): void {
    this.wet.pull(into, frames)
    this.dry.delayed(this.scratch, frames)
    for (const [channel, plane] of into.entries()) {
      const dry = this.scratch[channel]
      assert(dry, 'effect: missing channel')
      for (let i = 0; i < frames; i++) plane[i] = (plane[i] ?? 0) - (dry[i] ?? 0)
    }
  }
}

/** Hands `input` on and remembers it until the chain behind has given it back. */
class DelayedCopy implements AudioPull {
  private readonly input: AudioPull
  private readonly rings: Planes
  private readonly size: number
  private written = 0
  private taken = 0

  constructor(input: AudioPull, channelCount: number, latencyFrames: number) {
    this.input = input
    this.size = latencyFrames + BLOCK_FRAMES
    this.rings = planesOf(channelCount, this.size)
  }

  start(frame: number): void {
    this.input.start(frame)
    this.written = 0
    this.taken = 0
  }

  pull(into: Planes, frames: number): void {
    this.input.pull(into, frames)
    for (const [channel, ring] of this.rings.entries())
      for (let i = 0; i < frames; i++)
        ring[(this.written + i) % this.size] = into[channel]?.[i] ?? 0
    this.written += frames
  }

  delayed(into: Planes, frames: number): void {
    for (const [channel, ring] of this.rings.entries()) {
      const plane = into[channel]
      if (plane) for (let i = 0; i < frames; i++) plane[i] = ring[(this.taken + i) % this.size] ?? 0
    }
    this.taken += frames
  }
}

const planesOf = (channelCount: number, frames: number): Planes =>
  Array.from({ length: channelCount }, () => new Float32Array(frames))
