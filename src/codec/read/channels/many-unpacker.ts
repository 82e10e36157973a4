import type { Kernels } from '../../../dsp/kernels'
import { type SampleLayout, Unpacker } from '../../../dsp/pack'

/** As `Unpacker`, of any number of channels: one long plane is unpacked, then dealt out. */
export class ManyUnpacker {
  /** Planar result of the last call, valid until the next. */
  readonly block: readonly Float32Array[]
  private readonly unpacker: Unpacker

  constructor(kernels: Kernels, layout: SampleLayout, maxFrames: number) {
    const { channelCount } = layout
    this.unpacker = new Unpacker(kernels, { ...layout, channelCount: 1 }, maxFrames * channelCount)
    this.block = Array.from({ length: channelCount }, () => new Float32Array(maxFrames))
  }

  get notFiniteCount(): number {
    return this.unpacker.notFiniteCount
  }

  /** Converts the whole frames in `bytes`; returns how many. The result is in `block`. */
  unpack(bytes: Uint8Array): number {
    const channelCount = this.block.length
    const frames = Math.floor(this.unpacker.unpack(bytes) / channelCount)
    const [interleaved = new Float32Array()] = this.unpacker.block
    for (const [channel, plane] of this.block.entries())
      for (let i = 0; i < frames; i++) plane[i] = interleaved[i * channelCount + channel] ?? 0
    return frames
  }

  release(): void {
    this.unpacker.release()
  }
}
