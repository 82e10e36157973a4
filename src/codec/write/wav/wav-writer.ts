import { assert } from '../../../core/assert'
import { type NoiseShaper, Quantiser, type QuantiserDither } from '../../../dsp/dither'
import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'
import { Packer } from '../../../dsp/pack'
import { wavHeader } from './wav-header'

export interface WavWriterOptions {
  readonly sampleRate: number
  readonly channelCount: number
  /** Known beforehand: the header comes first. */
  readonly lengthFrames: number
  readonly format: 'wav-16' | 'wav-24' | 'wav-32f'
  /** Ignored for float. A noise shaper falls back to `tpdf` where {@link wavDither} says so. */
  readonly dither: 'none' | 'tpdf' | NoiseShaper
  /** Of the dither; the same seed gives the same file. */
  readonly seed?: number
  readonly kernels: Kernels
}

export interface WavWriter {
  header(): Uint8Array
  readonly bytesPerFrame: number
  /** Of the finished file. */
  readonly sizeBytes: number
  /** Writes the next `frames` frames, any number at a time, to the head of `target`. */
  encode(block: readonly Float32Array[], frames: number, target: Uint8Array): void
  /** Ends the file: `padding` is the byte (if any) that must still be written. Frees the writer. */
  finish(): { readonly clippedSamples: number; readonly padding: Uint8Array }
  /** Frees the writer without an end, after a cancel. */
  release(): void
}

const SLICE_FRAMES = 8192
const BYTES_PER_SAMPLE = { 'wav-16': 2, 'wav-24': 3, 'wav-32f': 4 } as const
/** The rates the noise-shaping sets were designed for. */
const SHAPED_RATES: readonly number[] = [44_100, 48_000]

/** What a choice of dither means for this file: shaping is for 16 bit at 44.1 and 48 kHz, float gets none. */
export const wavDither = (
  options: Pick<WavWriterOptions, 'format' | 'dither' | 'sampleRate'>,
): QuantiserDither => {
  const { format, dither, sampleRate } = options
  if (format === 'wav-32f' || dither === 'none') return { kind: 'none' }
  if (dither === 'tpdf' || format === 'wav-24' || !SHAPED_RATES.includes(sampleRate))
    return { kind: 'tpdf' }
  return { kind: 'shaped', shaper: dither }
}

/**
 * Writes a WAV file as a stream: `header()`, then `encode` until `lengthFrames` frames are in, then
 * `finish()`. Float is written bit for bit; integers are rounded once, with dither, and clamped
 * (counted). The same input and seed give the same bytes for any blocking.
 */
export const wavWriter = (options: WavWriterOptions): WavWriter => {
  const { channelCount, lengthFrames, format } = options
  const bytesPerSample = BYTES_PER_SAMPLE[format]
  const bytesPerFrame = bytesPerSample * channelCount
  const encoder = format === 'wav-32f' ? floatEncoder(options) : integerEncoder(options)
  const header = wavHeader({ ...options, bytesPerSample, float: format === 'wav-32f' })
  const dataBytes = lengthFrames * bytesPerFrame
  let written = 0
  return {
    header: () => header,
    bytesPerFrame,
    sizeBytes: header.length + dataBytes + (dataBytes % 2),
    encode: (block, frames, target) => {
      for (let done = 0; done < frames; done += SLICE_FRAMES) {
        const count = Math.min(SLICE_FRAMES, frames - done)
        const slice = block.map((plane) => plane.subarray(done, done + count))
        target.set(encoder.encode(slice, count), done * bytesPerFrame)
      }
      written += frames
      assert(written <= lengthFrames, 'WAV: more frames than the header says')
    },
    finish: () => {
      assert(written === lengthFrames, 'WAV: fewer frames than the header says')
      encoder.release()
      const padding = new Uint8Array(dataBytes % 2)
      return { clippedSamples: encoder.clippedSamples(), padding }
    },
    release: () => encoder.release(),
  }
}

interface SliceEncoder {
  /** At most SLICE_FRAMES frames; the view is valid until the next call. */
  encode(slice: readonly Float32Array[], frames: number): Uint8Array
  clippedSamples(): number
  release(): void
}

const integerEncoder = (options: WavWriterOptions): SliceEncoder => {
  const { kernels, channelCount, format, seed = 0 } = options
  const bitDepth = format === 'wav-16' ? 16 : 24
  const dither = wavDither(options)
  const quantiser = new Quantiser(kernels, { channelCount, bitDepth, dither, seed }, SLICE_FRAMES)
  const packer = new Packer(kernels, format === 'wav-16' ? 2 : 3, channelCount, SLICE_FRAMES)
  return {
    encode: (slice, frames) => {
      quantiser.quantise(slice, frames)
      return packer.pack(quantiser.planes, frames)
    },
    clippedSamples: () => quantiser.clippedSamples,
    release: () => {
      quantiser.release()
      packer.release()
    },
  }
}

const floatEncoder = ({ kernels, channelCount }: WavWriterOptions): SliceEncoder => {
  const scope: KernelScope = kernels.scope()
  const planes: readonly Region<Float32Array>[] = Array.from({ length: channelCount }, () =>
    scope.f32(SLICE_FRAMES),
  )
  const packer = new Packer(kernels, 4, channelCount, SLICE_FRAMES)
  return {
    encode: (slice, frames) => {
      for (const [channel, plane] of slice.entries()) planes[channel]?.view.set(plane)
      return packer.pack(
        planes.map((region) => region.pointer),
        frames,
      )
    },
    clippedSamples: () => 0,
    release: () => {
      scope.release()
      packer.release()
    },
  }
}
