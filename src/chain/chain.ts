import { assert } from '../core/assert'
import { BLOCK_FRAMES } from '../core/pcm'
import { gainOfDb } from '../dsp/elementary'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import type { ChainModule, Landing, LimiterShare, ModuleSettings, Processor } from './descriptor'
import { splitAtLimiter } from './limiter-split'
import { MODULES } from './registry'

/** Modules of a recipe that are built: everything, or only what stands before or from the limiter on. */
export type ChainPart = 'whole' | 'before-limiter' | 'from-limiter'

export interface ChainOptions {
  readonly kernels: Kernels
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  /** Of the whole track; Infinity where no end is known. */
  readonly lengthFrames: number
  readonly modules: readonly ModuleSettings[]
  readonly landing: Landing
  /** See `ModuleContext`. */
  readonly depthsDb?: Float64Array | undefined
  readonly share?: LimiterShare | undefined
  readonly part?: ChainPart
  /** How late its input is, frames: 0 unless another part of the chain runs ahead without its latency being trimmed. */
  readonly delayFrames?: number
  /** Modules to build from; all unless a test brings its own. */
  readonly registry?: readonly ChainModule[]
}

/** Who watches a chain work piece by piece: is told before and after all modules worked on the frames `at` … `at + frames` − 1. */
export interface PieceWatcher {
  /** Of a piece; divides 4096. */
  readonly pieceFrames: number
  before(at: number, frames: number): void
  after(at: number, frames: number): void
}

/**
 * A recipe made real at one sample rate. Streaming: any blocking gives the same bits.
 * Modules that are off or neutral are not built. The drive is applied ahead of the limiter,
 * or at the end where there is none.
 */
export class Chain {
  /** Delay of the whole chain in frames; the caller trims it at the head and flushes it at the tail. */
  readonly latencyFrames: number
  /** The modules at work, in order. */
  readonly activeModules: readonly ActiveModule[]
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly audio: readonly Region<Float32Array>[]
  private readonly block: {
    readonly pointers: number[]
    readonly channelCount: 1 | 2
    frames: number
    position: number
    trackFrame: number
    endsOnGrid: boolean
  }
  private position = 0
  private startFrame = 0
  private heads: readonly Float32Array[] = []

  constructor(options: ChainOptions) {
    const { kernels, sampleRate, channelCount, lengthFrames, modules, landing } = options
    const { part = 'whole', depthsDb, share } = options
    const registry = options.registry ?? MODULES
    this.kernels = kernels
    this.scope = kernels.scope()
    this.audio = Array.from({ length: channelCount }, () => this.scope.f32(BLOCK_FRAMES))
    this.block = {
      pointers: this.audio.map((region) => region.pointer),
      channelCount,
      frames: 0,
      position: 0,
      trackFrame: 0,
      endsOnGrid: false,
    }
    let { delayFrames = 0 } = options
    const { before, from } = splitAtLimiter(modules)
    const build = (settings: ModuleSettings): ActiveModule[] => {
      if (!settings.on) return []
      const descriptor = registry.find((candidate) => candidate.id === settings.id)
      assert(descriptor, `no module "${settings.id}"`)
      if (descriptor.isNeutral(settings.values)) return []
      const audio = { sampleRate, channelCount, lengthFrames, delayFrames }
      const context = { kernels, ...audio, landing, depthsDb, share }
      const processor = descriptor.create(settings.values, context)
      delayFrames += processor.latencyFrames
      return [{ id: settings.id, processor }]
    }
    const upstream = part === 'from-limiter' ? [] : before.flatMap(build)
    const downstream =
      part === 'before-limiter'
        ? []
        : [...(share?.half === 'cancel' ? [] : this.drive(landing)), ...from.flatMap(build)]
    this.activeModules = [...upstream, ...downstream]
    this.latencyFrames = this.activeModules.reduce(
      (sum, { processor }) => sum + processor.latencyFrames,
      0,
    )
  }

  /**
   * Reads `frames` frames from `input` and writes as many to `output`, delayed by `latencyFrames`.
   * Input and output may be the same arrays. NaN and ±Infinity enter as 0. With a watcher it works in pieces; to begin on one.
   */
  process(
    input: readonly Float32Array[],
    output: readonly Float32Array[],
    frames: number,
    watcher?: PieceWatcher,
  ): void {
    let done = 0
    while (done < frames) {
      const step = Math.min(frames - done, BLOCK_FRAMES - (this.position % BLOCK_FRAMES))
      for (let channel = 0; channel < this.audio.length; channel++) {
        const { view, pointer } = this.audio[channel] as Region<Float32Array>
        const source = input[channel]
        assert(source, 'process: missing input channel')
        view.set(source.length === step ? source : source.subarray(done, done + step))
        this.kernels.call.sanitise(pointer, step)
      }
      if (watcher) this.runWatched(done, step, watcher)
      else this.run(0, step)
      const heads = this.headsOf(step)
      for (let channel = 0; channel < heads.length; channel++)
        output[channel]?.set(heads[channel] as Float32Array, done)
      done += step
    }
  }

  /** As if new; what comes next is the track from `startFrame` on, a multiple of 4096. */
  reset(startFrame = 0): void {
    this.position = 0
    this.startFrame = startFrame
    for (const { processor } of this.activeModules) processor.reset()
  }

  /** Gives all kernel memory back; the chain must not be used afterwards. */
  dispose(): void {
    for (const { processor } of this.activeModules) processor.dispose()
    this.scope.release()
  }

  /** The first `frames` frames of the audio, as views that are made anew only when the number changes. */
  private headsOf(frames: number): readonly Float32Array[] {
    if (this.heads[0]?.length !== frames)
      this.heads = this.audio.map(({ view }) => view.subarray(0, frames))
    return this.heads
  }

  private runWatched(done: number, frames: number, watcher: PieceWatcher): void {
    const { pieceFrames } = watcher
    for (let at = 0; at < frames; at += pieceFrames) {
      const piece = Math.min(pieceFrames, frames - at)
      watcher.before(done + at, piece)
      this.run(at, piece)
      watcher.after(done + at, piece)
    }
  }

  /** All modules on `frames` frames of what lies in kernel memory, from the `at`th on. */
  private run(at: number, frames: number): void {
    const { pointers } = this.block
    for (let channel = 0; channel < pointers.length; channel++)
      pointers[channel] = (this.audio[channel] as Region<Float32Array>).pointer + at * 4
    this.block.frames = frames
    this.block.position = this.position
    this.block.trackFrame = this.startFrame + this.position
    this.position += frames
    this.block.endsOnGrid = this.position % BLOCK_FRAMES === 0
    for (const { processor } of this.activeModules) processor.process(this.block)
  }

  private drive({ driveDb }: Landing): ActiveModule[] {
    if (driveDb === 0) return []
    const gain = gainOfDb(driveDb)
    const processor: Processor = {
      latencyFrames: 0,
      process: ({ pointers, frames }) => {
        for (const pointer of pointers) this.kernels.call.applyGain(pointer, frames, gain)
      },
      reset: () => {},
      dispose: () => {},
    }
    return [{ id: 'drive', processor }]
  }
}

type ActiveModule = { readonly id: string; readonly processor: Processor }
