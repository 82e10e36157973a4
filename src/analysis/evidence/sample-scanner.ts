import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { TRUE_PEAK_RUN_FRAMES, TruePeakScanner } from '../../dsp/meters/true-peak'
import { BLOCK_FLOATS } from './blocks'
import type { Plateaus, SampleEvidence, ZeroRun } from './sample-evidence'

/** What the kernels look at around a block. */
export const FRAMES_BEFORE = 96
export const FRAMES_BEHIND = 516
/** Of full scale: numerically equal. */
const EXACT = 1e-6
/** Three steps of 16-bit audio: equal but for dither. */
const DITHERED = 3.1 / 32768
/** −40 dBFS: nobody clips there. */
const FLOOR = 0.01
/** −0.1 dB: flat tops matter where the loudest samples of the track lie. */
const NEAR_PEAK = 0.988
/** Floats that the level kernel writes: those of a block, and the least |x| of either channel. */
const LEVEL_FLOATS = BLOCK_FLOATS + 2
/** −2 dBFS: peaks between quieter samples hardly ever reach full scale. */
const MAY_EXCEED = 0.8
const FULL_SCALE = 1
const MOST_PLATEAUS = 2000
const MOST_AT_ONCE = 1024
const SHORTEST_ZEROS = 32
const MOST_ZERO_RUNS = 1000
/** Around a run of zeros. */
const EDGE_FRAMES = 32

type FoundRun = Omit<ZeroRun, 'before' | 'after'>

/** Gathers what the samples of a segment tell, block after block. Memory belongs to `scope`. */
export class SampleScanner {
  private readonly kernels: Kernels
  private readonly records: Region<Int32Array>
  private readonly levels: Region<Float32Array>
  private readonly bits: Region<Int32Array>
  private readonly zerosInHand: readonly Region<Int32Array>[]
  private readonly peaks: TruePeakScanner
  private readonly overs: number[] = []
  private readonly blocks: Float32Array
  private blockFloats = 0
  private readonly exact = new PlateauList()
  private readonly dithered = new PlateauList()
  private readonly zeroRuns: FoundRun[] = []
  private endFrame: number
  private samplePeak = 0

  /** `blockCount`: that will be taken, at most. `zerosBefore`: how many zeros end each channel right ahead of `startFrame`. */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    startFrame: number,
    blockCount: number,
    zerosBefore: readonly number[],
  ) {
    this.kernels = kernels
    this.blocks = new Float32Array(blockCount * BLOCK_FLOATS)
    this.records = scope.i32(3 * MOST_AT_ONCE)
    this.levels = scope.f32(LEVEL_FLOATS)
    this.bits = scope.i32(2)
    this.peaks = new TruePeakScanner(kernels, scope)
    this.zerosInHand = zerosBefore.map((zeros) => {
      const state = scope.i32(1)
      state.view[0] = zeros
      return state
    })
    this.endFrame = startFrame
  }

  /** Takes the next block. `pointers`: one address per channel, with FRAMES_BEFORE in front and FRAMES_BEHIND behind. */
  take(pointers: readonly number[], frames: number): void {
    const { call } = this.kernels
    const left = pointers[0] ?? 0
    call.blockLevels(left, pointers[1] ?? left, frames, this.levels.pointer)
    const levels = this.levels.view
    const peakLeft = levels[0] ?? 0
    const peakRight = levels[1] ?? 0
    for (let k = 0; k < BLOCK_FLOATS; k++)
      this.blocks[this.blockFloats++] = k < 2 ? (levels[k] ?? 0) : (levels[k] ?? 0) / frames
    this.samplePeak = Math.max(this.samplePeak, peakLeft, peakRight)
    const floor = Math.max(FLOOR, this.samplePeak * NEAR_PEAK)
    const bits = this.bits.view
    for (let channel = 0; channel < pointers.length; channel++) {
      const pointer = pointers[channel] ?? 0
      // Once the last bit is used, or a sample lies between steps, more samples tell nothing more.
      if (bits[1] === 0 && ((bits[0] ?? 0) & 1) === 0)
        call.usedBits(pointer, frames, this.bits.pointer)
      const inHand = this.zerosInHand[channel]?.view[0] ?? 0
      if (levels[BLOCK_FLOATS + channel] === 0 || inHand > 0)
        this.findZeros(channel, pointer, frames)
      const peak = channel === 0 ? peakLeft : peakRight
      if (peak > MAY_EXCEED) this.findOvers(pointer, frames)
      if (peak < floor) continue
      this.findPlateaus(this.exact, EXACT, floor, channel, pointer, frames)
      this.findPlateaus(this.dithered, DITHERED, floor, channel, pointer, frames)
    }
    this.endFrame += frames
  }

  /** What was found. `peakIn`: largest |x| of a channel between two frames. */
  finish(peakIn: (channel: number, from: number, to: number) => number): SampleEvidence {
    const [bits = 0, between = 0] = this.bits.view
    return {
      blocks: { values: this.blocks.slice(0, this.blockFloats) },
      exact: this.exact.list(),
      dithered: this.dithered.list(),
      overs: Float64Array.from(this.overs),
      zeroRuns: this.zeroRuns.map((run) => ({
        ...run,
        before: peakIn(run.channel, run.startFrame - EDGE_FRAMES, run.startFrame),
        after: peakIn(run.channel, run.endFrame, run.endFrame + EDGE_FRAMES),
      })),
      bits,
      isWhole: between === 0,
    }
  }

  private findOvers(pointer: number, frames: number): void {
    const runs = Math.ceil(frames / TRUE_PEAK_RUN_FRAMES) * TRUE_PEAK_RUN_FRAMES
    if (this.overs.at(-1) === this.endFrame) return
    if (this.peaks.scan(pointer, runs, FULL_SCALE) > FULL_SCALE) this.overs.push(this.endFrame)
  }

  private findZeros(channel: number, pointer: number, frames: number): void {
    const state = this.zerosInHand[channel]?.pointer ?? 0
    const { pointer: to, view } = this.records
    const count = this.kernels.call.zeroRuns(
      pointer,
      frames,
      SHORTEST_ZEROS,
      state,
      to,
      MOST_AT_ONCE,
    )
    for (let k = 0; k < Math.min(count, MOST_AT_ONCE); k++) {
      if (this.zeroRuns.length >= MOST_ZERO_RUNS) return
      const endFrame = this.endFrame + (view[2 * k] ?? 0)
      this.zeroRuns.push({ channel, startFrame: endFrame - (view[2 * k + 1] ?? 0), endFrame })
    }
  }

  private findPlateaus(
    list: PlateauList,
    tolerance: number,
    floor: number,
    channel: number,
    pointer: number,
    frames: number,
  ): void {
    const { pointer: to } = this.records
    const count = this.kernels.call.plateaus(pointer, frames, tolerance, floor, to, MOST_AT_ONCE)
    if (count > 0)
      list.add(this.records.view, Math.min(count, MOST_AT_ONCE), channel, this.endFrame)
  }
}

class PlateauList {
  private readonly frames: number[] = []
  private readonly values: number[] = []
  private readonly channels: number[] = []

  /** `records`: index, length and value (float32) of each. */
  add(records: Int32Array, count: number, channel: number, atFrame: number): void {
    const floats = new Float32Array(records.buffer, records.byteOffset, records.length)
    for (let k = 0; k < count && this.frames.length < MOST_PLATEAUS; k++) {
      this.frames.push(atFrame + (records[3 * k] ?? 0))
      this.values.push(floats[3 * k + 2] ?? 0)
      this.channels.push(channel)
    }
  }

  list(): Plateaus {
    return {
      frames: Float64Array.from(this.frames),
      values: Float32Array.from(this.values),
      channels: Uint8Array.from(this.channels),
    }
  }
}
