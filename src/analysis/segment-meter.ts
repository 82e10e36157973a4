import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { KernelScope, Kernels } from '../dsp/kernels'
import { LevelStatistics } from '../dsp/meters/level-statistics'
import { TRUE_PEAK_RUN_FRAMES, TruePeakScanner } from '../dsp/meters/true-peak'
import { METER_SHAPE, VERIFIER_SHAPE } from '../dsp/resampling/interpolator'
import { SWRESAMPLE_SHAPE } from '../dsp/resampling/other-meters'
import { HopEnergies } from './hop-energies'
import { levelsOf } from './levels'
import { RANGE_PADDING_HOPS, Silence } from './loudness-meter'
import { HOPS_PER_SECOND, hopStart } from './loudness-windows'
import type { MeasuredSegment } from './measured-segment'
import { neededFrames, preRollFrame, type Segment } from './segments'
import { isAveraged, WINDOW_FRAMES, WindowPowers } from './window-powers'

/** Loudness, true peak, levels and spectrum of one segment of a track, block after block. Memory belongs to `scope`. */
export class SegmentMeter {
  /** Where the first block begins, and the last one ends; all but the last have BLOCK_FRAMES. */
  readonly startFrame: number
  readonly endFrame: number
  /** Frames that must lie in front of every block, and behind it. */
  readonly historyFrames: number
  readonly behindFrames: number
  private readonly segment: Segment
  private readonly reader: PcmReader
  private readonly scope: KernelScope
  private readonly powers: WindowPowers
  private readonly scanners: readonly TruePeakScanner[]
  private readonly peaks: number[]
  private readonly filter: HopEnergies
  private readonly silence: Silence
  private readonly statistics: LevelStatistics
  private readonly energies: Float64Array
  private readonly inside: number[]
  private hops = 0

  /** `verify`: the true peak by 16 × 128, not 8 × 64, and as FFmpeg's meter reads it as well. */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    reader: PcmReader,
    segment: Segment,
    verify: boolean,
  ) {
    const { sampleRate, channelCount } = reader
    this.segment = segment
    this.reader = reader
    this.scope = scope
    this.powers = new WindowPowers(kernels, scope)
    this.scanners = (verify ? [VERIFIER_SHAPE, SWRESAMPLE_SHAPE] : [METER_SHAPE]).map(
      (shape) => new TruePeakScanner(kernels, scope, shape),
    )
    this.peaks = this.scanners.map(() => 0)
    const histories = this.scanners.map((scanner) => scanner.historyFrames)
    this.historyFrames = Math.max(WINDOW_FRAMES - BLOCK_FRAMES, ...histories)
    const tail = Math.max(...this.scanners.map(({ tailFrames }) => tailFrames))
    this.behindFrames = tail + TRUE_PEAK_RUN_FRAMES
    this.startFrame = preRollFrame(segment, sampleRate)
    this.endFrame = neededFrames(segment)
    this.filter = new HopEnergies(
      kernels,
      scope,
      sampleRate,
      channelCount,
      undefined,
      this.startFrame,
    )
    this.silence = new Silence(scope, channelCount)
    this.statistics = new LevelStatistics(kernels, scope, channelCount)
    const seconds = (segment.endFrame - segment.startFrame) / sampleRate
    this.energies = new Float64Array(Math.ceil(seconds * HOPS_PER_SECOND) + RANGE_PADDING_HOPS + 2)
    this.inside = Array<number>(channelCount).fill(0)
  }

  /** Takes the block at frame `at`. `pointers`: one address per channel. */
  take(pointers: readonly number[], at: number, frames: number): void {
    const { segment, endFrame } = this
    if (segment.last || at < segment.endFrame) this.filter.process(pointers, frames, this.keep)
    this.count(pointers, at, frames)
    this.addWindow(pointers, at + BLOCK_FRAMES)
    // A pre-roll begins in the middle of sound: the leap there is not in the audio.
    if (at < segment.startFrame - BLOCK_FRAMES) return
    const isEnd = at + frames === endFrame
    this.scan(pointers, isEnd ? this.lastFrames(frames) : frames)
  }

  /** What was measured. Nothing may be taken after it. */
  finish(): MeasuredSegment {
    const audioHops = this.hops
    if (this.segment.last) {
      const end = hopStart(this.filter.hopCount + RANGE_PADDING_HOPS, this.reader.sampleRate)
      this.silence.follow(this.filter, end, this.keep)
    }
    if (this.segment.last) this.addLastWindows()
    const [peak = 0, ffmpegPeak = 0] = this.peaks
    return {
      energies: this.energies.slice(0, this.hops),
      audioHops,
      peak,
      ffmpegPeak,
      levels: levelsOf(this.statistics),
      powerSums: this.powers.sums(),
    }
  }

  /** Adds the window that ends at this frame, if it is one of this segment. */
  private addWindow(pointers: readonly number[], end: number): void {
    const { startFrame, endFrame } = this.segment
    if (end <= startFrame || end > endFrame) return
    if (!isAveraged(end / BLOCK_FRAMES - 1, this.reader.lengthFrames)) return
    const [left = 0, right] = pointers
    const back = (WINDOW_FRAMES - BLOCK_FRAMES) * 4
    this.powers.add(left - back, right === undefined ? null : right - back)
  }

  /** Those that reach beyond the end of the track, into silence. */
  private addLastWindows(): void {
    const { reader, scope } = this
    const { lengthFrames } = reader
    const channels = Array.from({ length: reader.channelCount }, () => scope.f32(WINDOW_FRAMES))
    for (let block = Math.floor(lengthFrames / BLOCK_FRAMES); ; block++) {
      const start = (block - 1) * BLOCK_FRAMES
      if (start >= lengthFrames) return
      if (!isAveraged(block, lengthFrames)) continue
      const skip = Math.max(0, -start)
      const into = channels.map(({ view }) => view.fill(0).subarray(skip))
      const read = reader.read(start + skip, into, WINDOW_FRAMES - skip)
      for (const view of into) view.fill(0, read)
      const [left, right] = channels
      this.powers.add(left?.pointer ?? 0, right?.pointer ?? null)
    }
  }

  /** Whole runs: of the last block of a track with the silence behind it, else without what is not a whole one. */
  private lastFrames(frames: number): number {
    const runs = this.segment.last
      ? Math.ceil((frames + this.behindFrames - TRUE_PEAK_RUN_FRAMES) / TRUE_PEAK_RUN_FRAMES)
      : Math.floor(frames / TRUE_PEAK_RUN_FRAMES)
    return runs * TRUE_PEAK_RUN_FRAMES
  }

  private scan(pointers: readonly number[], frames: number): void {
    for (let index = 0; index < this.scanners.length; index++)
      for (let channel = 0; channel < pointers.length; channel++) {
        const peak = this.peaks[index] ?? 0
        this.peaks[index] = this.scanners[index]?.scan(pointers[channel] ?? 0, frames, peak) ?? peak
      }
  }

  /** Counts what of these frames lies in the segment. */
  private count(pointers: readonly number[], at: number, frames: number): void {
    const { segment, statistics, inside } = this
    const offset = Math.max(0, segment.startFrame - at)
    const length = Math.min(frames, segment.endFrame - at) - offset
    if (length <= 0) return
    for (let channel = 0; channel < inside.length; channel++)
      inside[channel] = (pointers[channel] ?? 0) + offset * 4
    if (at + offset === segment.startFrame && segment.startFrame > 0) statistics.resume(inside)
    statistics.process(inside, length)
  }

  private readonly keep = (energy: number, hop: number): void => {
    const { segment } = this
    const start = hopStart(hop, this.reader.sampleRate)
    if (start >= segment.startFrame && (segment.last || start < segment.endFrame))
      this.energies[this.hops++] = energy
  }
}
