import { BLOCK_FRAMES } from '../core/pcm'
import type { KernelScope, Kernels, Region } from './kernels'
import { Oversampler } from './oversampler'

/** Alias products of a hard clip fall only 10…12 dB per doubling (reference, 3.5): 8× at least. */
const FACTOR = 8

/** The curve: straight up to ceiling·(1 − softness), a parabola into the ceiling, flat above. */
export interface ClipperLaw {
  /** Linear level that no high-rate value exceeds before the way down. */
  readonly ceiling: number
  /** 0 = hard; 1 = the bend begins at zero: its width as a share of the ceiling. */
  readonly softness: number
}

interface Channel {
  readonly oversampler: Oversampler
  /** The input, delayed as the oversampled difference is. */
  readonly line: Region<Float32Array>
  readonly difference: Region<Float32Array>
}

/**
 * Clipper at 8× (reference, 3.4 and 3.5). Only what the curve takes away passes the oversampler and
 * is subtracted from the delayed input, so sound under the bend comes out bit for bit.
 * The band-limited result may exceed the ceiling a little: the limiter's work, not this one's.
 */
export class Clipper {
  readonly latencyFrames: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly knee: number
  private readonly width: number
  private readonly channels: readonly Channel[]

  constructor(kernels: Kernels, law: ClipperLaw, sampleRate: number, channelCount: 1 | 2) {
    this.kernels = kernels
    this.scope = kernels.scope()
    this.knee = law.ceiling * (1 - law.softness)
    this.width = law.ceiling * law.softness
    const oversamplers = Array.from(
      { length: channelCount },
      () => new Oversampler(kernels, this.scope, sampleRate, FACTOR),
    )
    this.latencyFrames = oversamplers[0]?.latencyFrames ?? 0
    this.channels = oversamplers.map((oversampler) => ({
      oversampler,
      line: this.scope.f32(this.latencyFrames + BLOCK_FRAMES),
      difference: this.scope.f32(BLOCK_FRAMES),
    }))
  }

  /** Clips 1…4096 frames in place. Silence stays silence. */
  process(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const { knee, width, latencyFrames, channels } = this
    for (let c = 0; c < channels.length; c++) {
      const { oversampler, line, difference } = channels[c] as Channel
      const pointer = pointers[c] as number
      const high = oversampler.up(pointer, frames)
      call.clipResidual(high, frames * FACTOR, knee, width)
      oversampler.down(difference.pointer, frames)
      call.copyFrames(pointer, line.pointer + latencyFrames * 4, frames)
      call.copyFrames(line.pointer, pointer, frames)
      call.copyFrames(line.pointer + frames * 4, line.pointer, latencyFrames)
      call.accumulate(difference.pointer, pointer, frames)
    }
  }

  /** As if new. */
  reset(): void {
    for (const { oversampler, line } of this.channels) {
      oversampler.reset()
      line.view.fill(0)
    }
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }
}
