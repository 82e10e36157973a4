import { assert } from '../../core/assert'
import type { PcmReader } from '../../core/pcm-store'

/** Reads a store at a fraction of its rate. */
export interface Decimator {
  readonly channelCount: number
  /** Frames counted at the lower rate; the plane's rest is silent past the end. */
  read(startFrame: number, into: readonly Float32Array[], frames: number): void
}

/** Sinc zero crossings on each side. */
const LOBES = 24
/** Share of the lower rate's Nyquist frequency that is kept. */
const PASS_BAND = 0.92

/**
 * Every `factor`-th frame of `store` after a windowed-sinc low-pass; factor 1 copies bit for bit.
 * For listening only, where a context refuses the track's rate. Random access, so any chunking gives
 * the same samples.
 */
export const decimator = (store: PcmReader, factor: number): Decimator => {
  const { channelCount } = store
  if (factor === 1)
    return {
      channelCount,
      read: (startFrame, into, frames) => {
        const count = store.read(startFrame, into, frames)
        for (const plane of into) plane.fill(0, count, frames)
      },
    }
  const taps = lowPass(factor)
  const half = (taps.length - 1) / 2
  let scratch: Float32Array[] = []
  return {
    channelCount,
    read: (startFrame, into, frames) => {
      const span = frames * factor + 2 * half
      if ((scratch[0]?.length ?? 0) < span)
        scratch = Array.from({ length: channelCount }, () => new Float32Array(span))
      const first = startFrame * factor - half
      const lead = Math.max(0, -first)
      for (const plane of scratch) plane.fill(0)
      const window = scratch.map((plane) => plane.subarray(lead))
      store.read(first + lead, window, span - lead)
      for (const [channel, plane] of into.entries()) {
        const source = scratch[channel]
        assert(source, 'decimator: missing channel')
        for (let i = 0; i < frames; i++) {
          let sum = 0
          for (let k = 0; k < taps.length; k++)
            sum += (taps[k] ?? 0) * (source[i * factor + k] ?? 0)
          plane[i] = sum
        }
      }
    },
  }
}

/** Blackman-windowed sinc, unity at 0 Hz. */
const lowPass = (factor: number): Float64Array => {
  const half = LOBES * factor
  const taps = new Float64Array(2 * half + 1)
  for (let k = 0; k < taps.length; k++) {
    const x = ((k - half) / factor) * PASS_BAND
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    const phase = (Math.PI * k) / half
    taps[k] = sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase))
  }
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}
