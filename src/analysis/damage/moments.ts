import type { JobContext } from '../../core/job'
import { canShare } from '../../core/memory-pcm-store'
import type { PcmReader } from '../../core/pcm-store'
import type { KernelScope, Kernels } from '../../dsp/kernels'
import { bandwidthsOf } from './bandwidth'
import { BAND_COUNT } from './ear'
import { type EarTables, earTables } from './ear-tables'
import { FrameSpectra } from './frame-spectra'
import { HarmonicStructure } from './harmonic-structure'

/** Left and right of every band. */
export const PLANE = 2 * BAND_COUNT

/**
 * Where in a moment's values each thing lies: what both signals excite and the bands of the noise between them (planes), the
 * structure of the error (left, right), bandwidths (original, altered; left, then right), and the energy of the louder signal.
 */
export const MOMENT = {
  original: 0,
  altered: PLANE,
  noise: 2 * PLANE,
  structure: 3 * PLANE,
  bandwidths: 3 * PLANE + 2,
  energy: 3 * PLANE + 6,
} as const
export const MOMENT_VALUES = 3 * PLANE + 7

/** Frames of the ear, half overlapping, that are looked at each by itself. */
export interface MomentRange {
  /** Index of the first. */
  readonly first: number
  readonly count: number
  /** Linear, on the altered signal. */
  readonly gain: number
  /** Is what the original excites asked for? */
  readonly withOriginal: boolean
}

/** Two signals of the same rate, channels and length. */
export interface SignalPair {
  readonly original: PcmReader
  readonly altered: PcmReader
}

/** Room for the moments of so many frames, which all threads can write to where they can share memory. */
export const momentRoom = (frames: number): Float64Array => {
  const bytes = frames * MOMENT_VALUES * Float64Array.BYTES_PER_ELEMENT
  return new Float64Array(canShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
}

/** Stores at `values` what these frames hold by themselves, whatever came before: MOMENT_VALUES each. So any of them can be made anywhere. */
export const storeMoments = async (
  pair: SignalPair,
  { first, count, gain, withOriginal }: MomentRange,
  values: Float64Array,
  kernels: Kernels,
  job: Pick<JobContext, 'checkpoint'>,
): Promise<void> => {
  const scope = kernels.scope()
  try {
    const moments = new Moments(pair, gain, kernels, scope)
    for (let index = 0; index < count; index++) {
      const at = index * MOMENT_VALUES
      moments.store(first + index, withOriginal, values.subarray(at, at + MOMENT_VALUES))
      const pause = job.checkpoint()
      if (pause) await pause
    }
  } finally {
    scope.release()
  }
}

/** Memory belongs to `scope`. */
class Moments {
  private readonly kernels: Kernels
  private readonly before: FrameSpectra
  private readonly after: FrameSpectra
  private readonly tables: EarTables
  private readonly harmonics: HarmonicStructure
  private readonly work
  private readonly plane
  private readonly noise

  constructor(
    { original, altered }: SignalPair,
    gain: number,
    kernels: Kernels,
    scope: KernelScope,
  ) {
    this.kernels = kernels
    this.before = new FrameSpectra(original, 1, kernels, scope)
    this.after = new FrameSpectra(altered, gain, kernels, scope)
    this.tables = earTables(kernels, scope, original.sampleRate)
    this.harmonics = new HarmonicStructure(kernels, scope)
    this.work = scope.f64(2 * PLANE)
    this.plane = scope.f64(PLANE)
    this.noise = scope.f64(2 * this.before.binCount)
  }

  store(index: number, withOriginal: boolean, into: Float64Array): void {
    const { before, after, plane, harmonics } = this
    const start = (index * before.windowFrames) / 2
    before.read(start)
    after.read(start)
    if (withOriginal) this.storeExcited(before, into, MOMENT.original)
    this.storeExcited(after, into, MOMENT.altered)
    this.takeNoise()
    into.set(plane.view, MOMENT.noise)
    into.set(harmonics.measure(before.spectra.weighted, after.spectra.weighted), MOMENT.structure)
    const [plain, altered] = [before.spectra.plain.view, after.spectra.plain.view]
    for (let channel = 0; channel < before.channelCount; channel++) {
      const bandwidths = bandwidthsOf(plain, altered, channel, before)
      into[MOMENT.bandwidths + 2 * channel] = bandwidths.original
      into[MOMENT.bandwidths + 2 * channel + 1] = bandwidths.altered
    }
    into[MOMENT.energy] = Math.max(before.energy, after.energy)
  }

  private storeExcited({ spectra }: FrameSpectra, into: Float64Array, at: number): void {
    const { tables, work, plane } = this
    this.kernels.call.exciteBands(
      spectra.weighted.pointer,
      tables.edges.pointer,
      tables.shares.pointer,
      tables.tables.pointer,
      work.pointer,
      plane.pointer,
    )
    into.set(plane.view, at)
  }

  private takeNoise(): void {
    const { before, after, tables, noise, plane } = this
    this.kernels.call.noiseBands(
      before.spectra.weighted.pointer,
      after.spectra.weighted.pointer,
      before.binCount,
      tables.edges.pointer,
      tables.shares.pointer,
      noise.pointer,
      plane.pointer,
    )
  }
}
