import type { Kernels } from '../../dsp/kernels'
import { CHUNK_FRAMES, type PairChunk } from '../protocol/feed-protocol'
import { METER_HOP_FRAMES, type MeterFrame, type ModuleReduction } from '../protocol/meter-frame'
import { SignalMeter } from './signal-meter'

/** A restarted feed within this of where the last one ended goes on with what is playing. */
const CONTINUES_SECONDS = 1.5

/** Measures the chunks of a feed that a feed hands on, ahead of their being heard. */
export class PairMeters {
  private readonly kernels: Kernels
  private readonly sampleRate: number
  private readonly channelCount: number
  private original: SignalMeter
  private master: SignalMeter
  private generation = -1
  private end = 0

  /** `sampleRate`: the feed's. */
  constructor(kernels: Kernels, sampleRate: number, channelCount: number) {
    this.kernels = kernels
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.original = new SignalMeter(kernels, sampleRate, channelCount)
    this.master = new SignalMeter(kernels, sampleRate, channelCount)
  }

  /** `reductionsAt`: gain reductions around a frame of the feed. */
  measure(
    chunk: PairChunk,
    reductionsAt: (frame: number) => readonly ModuleReduction[],
  ): MeterFrame[] {
    this.follow(chunk)
    const frames: MeterFrame[] = []
    for (let at = 0; at < chunk.frames; at += METER_HOP_FRAMES) {
      const count = Math.min(METER_HOP_FRAMES, chunk.frames - at)
      const planes = Array.from({ length: 2 * this.channelCount }, (_, plane) =>
        chunk.samples.subarray(plane * CHUNK_FRAMES + at, plane * CHUNK_FRAMES + at + count),
      )
      frames.push({
        startSeconds: (chunk.startFrame + at) / this.sampleRate,
        durationSeconds: count / this.sampleRate,
        original: this.original.measure(planes.slice(0, this.channelCount)),
        master: this.master.measure(planes.slice(this.channelCount)),
        reductions: reductionsAt(chunk.startFrame + at + count / 2),
      })
    }
    return frames
  }

  release(): void {
    this.original.release()
    this.master.release()
  }

  /** After a jump the windows of loudness start empty; a take-over and a loop's seam play on. */
  private follow(chunk: PairChunk): void {
    const away = Math.abs(this.end - chunk.startFrame)
    const continues = away < CONTINUES_SECONDS * this.sampleRate
    if (chunk.generation !== this.generation && !continues) {
      this.release()
      this.original = new SignalMeter(this.kernels, this.sampleRate, this.channelCount)
      this.master = new SignalMeter(this.kernels, this.sampleRate, this.channelCount)
    }
    this.generation = chunk.generation
    this.end = chunk.startFrame + chunk.frames
  }
}
