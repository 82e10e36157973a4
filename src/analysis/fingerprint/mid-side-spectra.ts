import type { PcmReader } from '../../core/pcm-store'
import { cos } from '../../dsp/elementary'
import { Fft } from '../../dsp/fft'
import type { Kernels } from '../../dsp/kernels'

/** A third of a second at 44.1 and 48 kHz: bins of 3 Hz, so that sixths of an octave hold from 40 Hz on. */
const SIZE_AT_48K = 16_384

/** Power spectra of mid and side in Hann windows that overlap by half. */
export class MidSideSpectra {
  readonly hopFrames: number
  readonly binHz: number
  /** Mean square per bin, 0 … size/2, of the window read last. */
  readonly mid: Float64Array
  readonly side: Float64Array
  private readonly reader: PcmReader
  private readonly scope
  private readonly fft: Fft
  private readonly re
  private readonly im
  private readonly window: Float64Array
  private readonly block: readonly Float32Array[]
  private readonly scale: number

  constructor(reader: PcmReader, kernels: Kernels) {
    let size = SIZE_AT_48K
    while (size * 48_000 < SIZE_AT_48K * reader.sampleRate) size *= 2
    this.reader = reader
    this.hopFrames = size / 2
    this.binHz = reader.sampleRate / size
    this.scope = kernels.scope()
    this.fft = new Fft(kernels, this.scope, size)
    this.re = this.scope.f32(size)
    this.im = this.scope.f32(size)
    this.window = Float64Array.from(
      { length: size },
      (_, n) => 0.5 - 0.5 * cos((2 * Math.PI * n) / size),
    )
    const energy = this.window.reduce((sum, value) => sum + value * value, 0)
    // Two-sided powers folded onto one side.
    this.scale = 2 / (size * energy)
    this.block = Array.from({ length: reader.channelCount }, () => new Float32Array(size))
    this.mid = new Float64Array(size / 2 + 1)
    this.side = new Float64Array(size / 2 + 1)
  }

  /** Reads the window that starts at `startFrame`; behind the end is silence. Mono has no side. */
  read(startFrame: number): void {
    const { reader, block, window, re, im, mid, side, scale } = this
    const size = window.length
    const frames = reader.read(startFrame, block, size)
    const [left, right = left] = block
    if (!left || !right) return
    for (let n = 0; n < size; n++) {
      const inside = n < frames ? (window[n] ?? 0) / 2 : 0
      const l = left[n] ?? 0
      const r = right[n] ?? 0
      re.view[n] = (l + r) * inside
      im.view[n] = (l - r) * inside
    }
    this.fft.forward(re, im)
    for (let k = 0; k <= size / 2; k++) {
      const mirror = (size - k) % size
      const a = re.view[k] ?? 0
      const b = im.view[k] ?? 0
      const c = re.view[mirror] ?? 0
      const d = im.view[mirror] ?? 0
      mid[k] = ((a + c) ** 2 + (b - d) ** 2) * (scale / 4)
      side[k] = ((b + d) ** 2 + (c - a) ** 2) * (scale / 4)
    }
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }
}
