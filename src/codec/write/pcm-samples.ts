import { Quantiser, type QuantiserDither } from '../../dsp/dither'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { Packer } from '../../dsp/pack'
import type { Dithering, DitherName, Timeout, WriteResult } from './audio-writer'
import { openPcmChecksum, openPcmHash, type PcmChecksum, type PcmHash } from './pcm-hash'
import { canShape, type Depth } from './sample-depth'

/** Frames of one step: what the kernels' buffers of a writer hold. */
export const SLICE_FRAMES = 8192

/** What a choice of dither means for this depth and rate: none for float, TPDF where there is no shaping. */
const ditherFor = (dither: DitherName, depth: Depth, sampleRate: number): QuantiserDither => {
  if (dither === 'none' || depth === '32f') return { kind: 'none' }
  if (dither === 'tpdf' || !canShape(depth, sampleRate)) return { kind: 'tpdf' }
  return { kind: 'shaped', shaper: dither }
}

export interface SampleOptions extends Dithering {
  readonly kernels: Kernels
  readonly timeout: Timeout
  readonly sampleRate: number
  readonly channelCount: number
  readonly depth: Depth
}

/**
 * The samples that a lossless file holds: integers rounded once, dithered, clamped (counted), or floats bit for bit. The same
 * input, choice and seed give the same samples for any blocking and in any container, so their sums are the same too.
 */
export interface PcmSamples<Sums extends PcmChecksum> {
  /** Of all bytes that `encode` gave. */
  readonly sums: Sums
  readonly clippedSamples: number
  /**
   * The next slice of at most SLICE_FRAMES frames, interleaved, least significant byte first, as WAV holds it. Valid
   * until the next call.
   */
  encode(slice: readonly Float32Array[], frames: number): Uint8Array
  release(): void
}

/** Samples for a file that is to be written; rejects where the checksum does not load in time. */
export const openPcmSamples = async (options: SampleOptions): Promise<PcmSamples<PcmChecksum>> =>
  pcmSamples(options, await openPcmChecksum(options.timeout))

/** As `openPcmSamples`, with sums that are there already. */
export const pcmSamples = <Sums extends PcmChecksum>(
  options: Omit<SampleOptions, 'timeout'>,
  sums: Sums,
): PcmSamples<Sums> =>
  options.depth === '32f' ? floatSamples(options, sums) : new IntegerSamples(options, sums)

/** As `openPcmSamples`, for a container that holds integers only. */
export const openIntegerSamples = async (
  options: SampleOptions & { readonly depth: '16' | '24' },
): Promise<IntegerSamples<PcmChecksum>> =>
  new IntegerSamples(options, await openPcmChecksum(options.timeout))

/** As `openIntegerSamples`, for one that holds their MD5. */
export const openHashedSamples = async (
  options: SampleOptions & { readonly depth: '16' | '24' },
): Promise<IntegerSamples<PcmHash>> =>
  new IntegerSamples(options, await openPcmHash(options.timeout))

/** Samples of 16 or 24 bits: quantised, packed and hashed. Holds kernel memory until it is released. */
export class IntegerSamples<Sums extends PcmChecksum> implements PcmSamples<Sums> {
  readonly sums: Sums
  private readonly kernels: Kernels
  private readonly quantiser: Quantiser
  private readonly packer: Packer
  private readonly bytesPerSample: 2 | 3

  constructor(options: Omit<SampleOptions, 'timeout'>, sums: Sums) {
    const { kernels, sampleRate, channelCount, depth, dither, seed = 0, undithered } = options
    this.kernels = kernels
    this.sums = sums
    this.bytesPerSample = depth === '16' ? 2 : 3
    const kind = ditherFor(dither, depth, sampleRate)
    const bitDepth = depth === '16' ? 16 : 24
    const shape = { channelCount, bitDepth, dither: kind, seed, undithered } as const
    this.quantiser = new Quantiser(kernels, shape, SLICE_FRAMES)
    this.packer = new Packer(kernels, this.bytesPerSample, channelCount, SLICE_FRAMES)
  }

  get clippedSamples(): number {
    return this.quantiser.clippedSamples
  }

  /** The integers of the last slice, a plane per channel. Valid until the next call. */
  get planes(): readonly Int32Array[] {
    return this.quantiser.integers
  }

  encode(slice: readonly Float32Array[], frames: number): Uint8Array {
    this.quantiser.quantise(slice, frames)
    const bytes = this.packer.pack(this.quantiser.planes, frames)
    this.sums.update(bytes)
    return bytes
  }

  /** As `encode`, most significant byte first: as AIFF holds it. The sums are the same. */
  encodeBigEndian(slice: readonly Float32Array[], frames: number): Uint8Array {
    const bytes = this.encode(slice, frames)
    const width = this.bytesPerSample
    this.kernels.call.swapBytes(bytes.byteOffset, bytes.length / width, width)
    return bytes
  }

  release(): void {
    this.quantiser.release()
    this.packer.release()
  }
}

const floatSamples = <Sums extends PcmChecksum>(
  { kernels, channelCount }: Pick<SampleOptions, 'kernels' | 'channelCount'>,
  sums: Sums,
): PcmSamples<Sums> => {
  const scope: KernelScope = kernels.scope()
  const planes: readonly Region<Float32Array>[] = Array.from({ length: channelCount }, () =>
    scope.f32(SLICE_FRAMES),
  )
  const pointers = planes.map((region) => region.pointer)
  const packer = new Packer(kernels, 4, channelCount, SLICE_FRAMES)
  return {
    sums,
    clippedSamples: 0,
    encode: (slice, frames) => {
      for (const [channel, plane] of slice.entries())
        planes[channel]?.view.set(plane.subarray(0, frames))
      const bytes = packer.pack(pointers, frames)
      sums.update(bytes)
      return bytes
    },
    release: () => {
      scope.release()
      packer.release()
    },
  }
}

/** What a writer tells of its samples at the end. Once. */
export const writeResult = ({ clippedSamples, sums }: PcmSamples<PcmChecksum>): WriteResult => ({
  clippedSamples,
  checksum: sums.checksum(),
})

/** Calls `each` for every slice of at most SLICE_FRAMES frames of a block. */
export const forEachSlice = (
  block: readonly Float32Array[],
  frames: number,
  each: (slice: readonly Float32Array[], frames: number) => void,
): void => {
  for (let done = 0; done < frames; done += SLICE_FRAMES) {
    const count = Math.min(SLICE_FRAMES, frames - done)
    each(
      block.map((plane) => plane.subarray(done, done + count)),
      count,
    )
  }
}
