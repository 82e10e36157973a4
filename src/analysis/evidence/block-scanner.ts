import type { PcmReader } from '../../core/pcm-store'
import type { KernelScope, Kernels } from '../../dsp/kernels'
import type { SlidingAudio } from '../../dsp/sliding-audio'
import type { Segment } from '../segments'
import { blockStart, firstBlockFrom } from './blocks'
import { type Candidate, ClickScanner } from './click-scanner'
import type { PeakIn } from './ends'
import type { SampleEvidence } from './sample-evidence'
import { SampleScanner } from './sample-scanner'

/** What is found block by block of 50 ms in one segment: of those that begin in it. Memory belongs to `scope`. */
export class BlockScanner {
  readonly firstBlock: number
  /** Frames of a block, at most. */
  readonly longestFrames: number
  private readonly reader: PcmReader
  private readonly endBlock: number
  private readonly sampleScanner: SampleScanner
  private readonly clickScanner: ClickScanner
  private readonly pointers: number[] = []
  private block: number

  constructor(kernels: Kernels, scope: KernelScope, reader: PcmReader, segment: Segment) {
    const { sampleRate, channelCount } = reader
    this.reader = reader
    this.firstBlock = firstBlockFrom(segment.startFrame, sampleRate)
    this.endBlock = firstBlockFrom(segment.endFrame, sampleRate)
    this.longestFrames = blockStart(1, sampleRate) + 1
    // Clicks are judged by what lies around them: a block more on either side.
    this.block = Math.max(0, this.firstBlock - 1)
    const startFrame = blockStart(this.firstBlock, sampleRate)
    const blocks = this.endBlock - this.firstBlock
    this.sampleScanner = new SampleScanner(
      kernels,
      scope,
      startFrame,
      blocks,
      zerosBefore(reader, startFrame),
    )
    this.clickScanner = new ClickScanner(kernels, scope, channelCount, this.longestFrames)
  }

  /** Takes the blocks that end at or before this frame. */
  takeTo(frame: number, audio: SlidingAudio): void {
    const { sampleRate, lengthFrames } = this.reader
    for (; this.block <= this.endBlock; this.block++) {
      const start = blockStart(this.block, sampleRate)
      const end = Math.min(blockStart(this.block + 1, sampleRate), lengthFrames)
      if (end <= start || end > frame) return
      audio.at(start, end, this.pointers)
      this.clickScanner.take(this.pointers, start, end - start)
      if (this.block >= this.firstBlock && this.block < this.endBlock)
        this.sampleScanner.take(this.pointers, end - start)
    }
  }

  samples(peakIn: PeakIn): SampleEvidence {
    return this.sampleScanner.finish(peakIn)
  }

  /** What may be one, in order of time. */
  clicks(): readonly Candidate[] {
    const { sampleRate } = this.reader
    const frameOf = (block: number): number => blockStart(block, sampleRate)
    return this.clickScanner.between(frameOf(this.firstBlock), frameOf(this.endBlock), sampleRate)
  }
}

/** How many zeros end each channel right ahead of a frame, looking back for a second at most. */
const zerosBefore = (reader: PcmReader, frame: number): readonly number[] => {
  const frames = Math.min(frame, reader.sampleRate)
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(frames))
  reader.read(frame - frames, block, frames)
  return block.map((channel) => frames - 1 - channel.findLastIndex((x) => x !== 0))
}
