import { BLOCK_FRAMES } from '../core/pcm'
import { cos } from '../dsp/elementary'
import { Fft } from '../dsp/fft'
import type { KernelScope, Kernels, Region } from '../dsp/kernels'
import { type Spectrum, spectrumOf } from './spectrum'

/** Hann windows of 8192 frames, half overlapping: one transform per block. */
export const WINDOW_FRAMES = 2 * BLOCK_FRAMES
const HOP = BLOCK_FRAMES
/** An average needs no more: of a track below 23 s at 44.1 kHz all of them, of a longer one so many at equal distances. */
const MOST_WINDOWS = 256

/**
 * Adds up the powers of windows of one or two channels. Left and right go through one complex transform, since the sum of
 * their powers is all that is asked for. Memory belongs to `scope`.
 */
export class WindowPowers {
  private readonly kernels: Kernels
  private readonly fft: Fft
  private readonly window: Region<Float32Array>
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private readonly sum: Region<Float64Array>

  constructor(kernels: Kernels, scope: KernelScope) {
    this.kernels = kernels
    this.fft = new Fft(kernels, scope, WINDOW_FRAMES)
    this.window = scope.f32(WINDOW_FRAMES)
    this.window.view.set(hann())
    this.re = scope.f32(WINDOW_FRAMES)
    this.im = scope.f32(WINDOW_FRAMES)
    this.sum = scope.f64(WINDOW_FRAMES)
  }

  /** Adds the window that begins at these addresses; `right` null: one channel alone. */
  add(left: number, right: number | null): void {
    const { call } = this.kernels
    const { window, re, im } = this
    call.windowed(left, window.pointer, re.pointer, WINDOW_FRAMES)
    if (right === null) im.view.fill(0)
    else call.windowed(right, window.pointer, im.pointer, WINDOW_FRAMES)
    this.fft.forward(re, im)
    call.addPowers(re.pointer, im.pointer, this.sum.pointer, WINDOW_FRAMES)
  }

  /** Sums of all windows so far, per bin from 0 Hz to half the rate. */
  sums(): Float64Array {
    const { view } = this.sum
    return Float64Array.from({ length: HOP + 1 }, (_, k) =>
      k > 0 && k < HOP ? (view[k] ?? 0) + (view[WINDOW_FRAMES - k] ?? 0) : (view[k] ?? 0),
    )
  }
}

/** Window k ends with block k: the first begins a block ahead of the track, the last ends a block behind it. */
const windowCount = (lengthFrames: number): number => Math.ceil(lengthFrames / HOP) + 1

/** Every so many windows one is used. */
const strideOf = (lengthFrames: number): number =>
  Math.ceil(windowCount(lengthFrames) / MOST_WINDOWS)

/** Whether the window that ends with this block is one of those that make the average of a track. */
export const isAveraged = (block: number, lengthFrames: number): boolean => {
  const stride = strideOf(lengthFrames)
  return block < windowCount(lengthFrames) && block % stride === stride >> 1
}

/**
 * Mean squares per bin, of which all together make the signal's, from the sums of segments. `usedWindows`: how many they
 * hold; all by default. In order, and in float64: the same however many threads gathered them.
 */
export const powerOfSums = (
  parts: readonly Float64Array[],
  lengthFrames: number,
  channelCount: number,
  usedWindows = windowCount(lengthFrames),
): Float64Array => {
  const energy = hann().reduce((sum, value) => sum + value * value, 0)
  const share = windowCount(lengthFrames) / usedWindows
  // Every frame lies in windows of the energy of WINDOW_FRAMES / HOP on average, so this is its mean square.
  const scale = (share * HOP) / (Math.max(1, lengthFrames) * WINDOW_FRAMES * energy) / channelCount
  return Float64Array.from(
    { length: HOP + 1 },
    (_, k) => scale * parts.reduce((sum, part) => sum + (part[k] ?? 0), 0),
  )
}

/** The average spectrum of a track, from the sums of its segments: of the windows for which `isAveraged` holds. */
export const joinSpectrum = (
  parts: readonly Float64Array[],
  {
    lengthFrames,
    channelCount,
    sampleRate,
  }: { readonly lengthFrames: number; readonly channelCount: number; readonly sampleRate: number },
): Spectrum => {
  const stride = strideOf(lengthFrames)
  const used = Math.ceil((windowCount(lengthFrames) - (stride >> 1)) / stride)
  const power = powerOfSums(parts, lengthFrames, Math.min(2, channelCount), used)
  return spectrumOf(power, sampleRate / WINDOW_FRAMES)
}

let table: Float32Array | null = null

const hann = (): Float32Array => {
  table ??= Float32Array.from(
    { length: WINDOW_FRAMES },
    (_, n) => 0.5 - 0.5 * cos((2 * Math.PI * n) / WINDOW_FRAMES),
  )
  return table
}
