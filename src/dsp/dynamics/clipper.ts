import { BLOCK_FRAMES } from '../../core/pcm'
import type { KernelScope, Kernels, Region } from '../kernels'
import { Oversampler } from '../resampling/oversampler'

/** Alias products of a hard clip fall only 10…12 dB per doubling (sources: oversampling): 8× at least. */
const FACTOR = 8

/** Frames that are skipped or clipped together. */
const STRETCH_FRAMES = 128
/** Frames in front of the block beyond the latency: what bounds and warming up may read. */
const SPARE_FRAMES = 8

/** The curve: straight up to ceiling·(1 − softness), a parabola into the ceiling, flat above. */
export interface ClipperParams {
  /** Linear level that no high-rate value exceeds before the way down. */
  readonly ceiling: number
  /** 0 = hard; 1 = the bend begins at zero: its width as a share of the ceiling. */
  readonly softness: number
}

interface Channel {
  readonly oversampler: Oversampler
  /** The input: `history` frames, then the block. */
  readonly line: Region<Float32Array>
  readonly difference: Region<Float32Array>
  /** Frames since the curve last took something away. */
  quietFrames: number
  /** The way up has missed frames. */
  stale: boolean
}

/**
 * Clipper at 8× (sources: limiter and oversampling). Only what the curve takes away passes the oversampler and
 * is subtracted from the delayed input, so sound under the bend comes out bit for bit.
 * Stretches in which nothing can reach the bend take no filter at all, which changes no bit.
 * The band-limited result may exceed the ceiling a little: the limiter's work, not this one's.
 */
export class Clipper {
  readonly latencyFrames: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly knee: number
  private readonly width: number
  private readonly channels: readonly Channel[]
  private readonly history: number

  constructor(kernels: Kernels, params: ClipperParams, sampleRate: number, channelCount: 1 | 2) {
    this.kernels = kernels
    this.scope = kernels.scope()
    this.knee = params.ceiling * (1 - params.softness)
    this.width = params.ceiling * params.softness
    const oversamplers = Array.from(
      { length: channelCount },
      () => new Oversampler(kernels, this.scope, sampleRate, FACTOR),
    )
    this.latencyFrames = oversamplers[0]?.latencyFrames ?? 0
    this.history = this.latencyFrames + SPARE_FRAMES
    this.channels = oversamplers.map((oversampler) => ({
      oversampler,
      line: this.scope.f32(this.history + BLOCK_FRAMES),
      difference: this.scope.f32(BLOCK_FRAMES),
      quietFrames: this.history,
      stale: false,
    }))
  }

  /** Clips 1…4096 frames in place. Silence stays silence. */
  process(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const { latencyFrames, history, channels } = this
    for (let c = 0; c < channels.length; c++) {
      const channel = channels[c] as Channel
      const { line, difference } = channel
      const pointer = pointers[c] as number
      call.copyFrames(pointer, line.pointer + history * 4, frames)
      for (let at = 0; at < frames; at += STRETCH_FRAMES)
        this.clip(channel, at, Math.min(STRETCH_FRAMES, frames - at))
      call.copyFrames(line.pointer + (history - latencyFrames) * 4, pointer, frames)
      call.copyFrames(line.pointer + frames * 4, line.pointer, history)
      call.accumulate(difference.pointer, pointer, frames)
    }
  }

  /** What the curve takes away from `frames` frames at `at` of the block, into `difference`. */
  private clip(channel: Channel, at: number, frames: number): void {
    const { call } = this.kernels
    const { knee, width, history, latencyFrames } = this
    const { oversampler, line, difference } = channel
    const { perPeak, perSecondDifference } = oversampler.bound
    const input = line.pointer + (history + at) * 4
    const output = difference.pointer + at * 4
    const end = input + frames * 4
    if (call.mayExceed(end, latencyFrames + frames, knee, 1 + perPeak, perSecondDifference)) {
      if (channel.stale) oversampler.warm(input - history * 4, history)
      const high = oversampler.up(input, frames)
      call.clipResidual(high, frames * FACTOR, knee, width)
      oversampler.down(output, frames)
      channel.quietFrames = 0
      channel.stale = false
      return
    }
    if (channel.quietFrames < history) {
      oversampler.downSilence(output, frames)
      channel.quietFrames += frames
    } else difference.view.fill(0, at, at + frames)
    channel.stale = true
  }

  /** As if new. */
  reset(): void {
    for (const channel of this.channels) {
      channel.oversampler.reset()
      channel.line.view.fill(0)
      channel.quietFrames = this.history
      channel.stale = false
    }
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }
}
