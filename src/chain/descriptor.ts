import type { LimiterHalf } from '../dsp/dynamics/masked-limiter'
import type { Kernels } from '../dsp/kernels'
import type { ParameterSpec, ParametersOf, ParameterValues } from './parameter'

/** A module of the chain, described once. Its folder and its two lines in the registry are all there is. */
export interface ModuleDescriptor<
  Specs extends readonly ParameterSpec[] = readonly ParameterSpec[],
> {
  /** kebab-case; also the folder's name and the key in stored recipes. */
  readonly id: string
  readonly label: string
  /** Where there is no room for `label`; absent: `label` is short. */
  readonly shortLabel?: string
  /** One sentence for people. */
  readonly summary: string
  /** Where the design comes from, as the reference lists it. */
  readonly source: string
  /** What was measured of it, a sentence each, for the module page; the tests hold it to the same. */
  readonly measured?: readonly string[]
  readonly parameters: Specs
  /** What the bands of its gain reduction are called, where it has several; absent: numbers from 1. */
  readonly bandNames?: readonly string[]
  /** The plot that explains it best; absent: none does. */
  readonly scope?: 'spectrum' | 'reduction' | 'stereo'
  /** On in a fresh recipe? */
  readonly onByDefault: boolean
  /** `fixed` modules keep their place (first or last); `free` ones may be reordered among themselves. */
  readonly placement: 'first' | 'free' | 'last'
  /** True when these values cannot change a bit: the chain then leaves the module out. */
  readonly isNeutral: (values: ParametersOf<Specs>) => boolean
}

/** A described module and what it is at work: for those who render. A page that only turns its controls need not fetch it. */
export interface ChainModule extends ModuleDescriptor {
  readonly create: Create<readonly ParameterSpec[]>
}

/** Builds the processor. Allocates everything here, nothing in `process`. */
type Create<Specs extends readonly ParameterSpec[]> = (
  values: ParametersOf<Specs>,
  context: ModuleContext,
) => Processor

/** What a processor is built for. */
export interface ModuleContext {
  readonly kernels: Kernels
  /** Hz, 8 000…384 000 */
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  /** Of the whole track; Infinity where no end is known. */
  readonly lengthFrames: number
  /** How late the audio arrives: modules with a grid of their own lay it on the track's frames. */
  readonly delayFrames: number
  /** Solved or chosen for the whole recipe; read by the limiter. */
  readonly landing: Landing
  /** How deep the landing's budget lets peaks be cancelled, hop by hop of the track, where that was found ahead; for the limiter. */
  readonly depthsDb?: Float64Array | undefined
  /** Where two chains do the limiter's work one behind the other; for the limiter. */
  readonly share?: LimiterShare | undefined
}

/** One half of the limiter's work. */
export interface LimiterShare {
  readonly half: LimiterHalf
  /** The smallest gain of the block and that of its low band alone, put there by the first half, and to be there before the second runs on it. */
  readonly turnedDown: Float64Array
}

/** The numbers that put a master on its target; part of the recipe. */
export interface Landing {
  /** Gain ahead of the limiter, dB. */
  readonly driveDb: number
  /** True-peak ceiling, dBTP. */
  readonly ceilingDbtp: number
  /** How far below the ceiling the limiter aims, dB, so that a longer meter than its detector agrees. */
  readonly marginDb: number
  /**
   * Noise that cancelling peaks may add at any moment against what the sound masks, dB; −60: peaks are only turned down,
   * 60: only cancelled.
   */
  readonly budgetDb: number
  /** Where the low band is over the ceiling, it alone is turned down by up to this before all is, dB; absent or 0: never. */
  readonly lowBandDb?: number
  /** Time in which the low band alone is let go to 63 %, without hold, ms; absent or 0: hold and release are the limiter's. */
  readonly lowBandReleaseMs?: number
}

export interface Processor {
  /** Delay in frames between input and output; a whole number, constant. */
  readonly latencyFrames: number
  /** In place. Allocates nothing. */
  process(block: Block): void
  /** As if new. */
  reset(): void
  /** Gives its kernel memory back. */
  dispose(): void
  /**
   * Largest gain reduction (dB ≥ 0) in the block just processed, one value per detector (band);
   * absent for modules without one. The array is reused.
   */
  readonly gainReductionDb?: Float32Array
  /** Since reset; absent for modules that cancel nothing. */
  readonly cancelled?: () => CancelledPeaks
}

/** Peaks that were cancelled instead of turned down. */
export interface CancelledPeaks {
  readonly count: number
  /** The largest cancelling signal, linear. */
  readonly deepest: number
}

export const NOTHING_CANCELLED: CancelledPeaks = { count: 0, deepest: 0 }

/** Audio in kernel memory, planar float32. One object is reused for every block. */
export interface Block {
  /** Address of each channel's first frame. */
  readonly pointers: readonly number[]
  readonly channelCount: 1 | 2
  /** 1…4096; a block never crosses a multiple of 4096 frames since reset (the grid). */
  readonly frames: number
  /** Frames since reset at the block's start. */
  readonly position: number
  /** Frame of the track that enters the chain at the block's start; a module hears it `delayFrames` later. */
  readonly trackFrame: number
  /** The block ends on the grid: the moment to flush denormal state, the same for any blocking. */
  readonly endsOnGrid: boolean
}

/** Descriptors whose parameters are known one by one. */
type Described<Specs extends readonly ParameterSpec[]> = ModuleDescriptor & {
  readonly parameters: Specs
}

/** Keeps a descriptor's literal types while checking it. */
/* @__NO_SIDE_EFFECTS__ */
export const describeModule = <const Specs extends readonly ParameterSpec[]>(
  descriptor: ModuleDescriptor<Specs>,
): Described<Specs> => descriptor as unknown as Described<Specs>

/** A module of a descriptor and what builds its processor. A bundle where nobody asks for it leaves it out. */
/* @__NO_SIDE_EFFECTS__ */
export const withProcessor = <const Specs extends readonly ParameterSpec[]>(
  descriptor: Described<Specs>,
  create: Create<Specs>,
): ChainModule => ({ ...descriptor, create: create as unknown as ChainModule['create'] })

/** One module as a recipe holds it. */
export interface ModuleSettings {
  readonly id: string
  readonly on: boolean
  readonly values: ParameterValues
}
