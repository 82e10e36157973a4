import { BLOCK_FRAMES } from '../../core/pcm'
import { exp } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'

/** Both poles of the low-pass: of 50 Hz 96 % are left, of 250 Hz half. */
const POLE_HZ = 250
/** Time in which the envelope falls to 37 %: some periods of the lowest bass. */
const DECAY_MS = 80
const STATE_NUMBERS = 8
const STATE_STEP = 6

/**
 * Tells a limiter which peaks are low, and so have to be held for half a period of the bass at least: per channel the envelope of what is
 * below 250 Hz, which `kernels/low-hold.ts` holds against each peak.
 */
export class LowShare {
  private readonly kernels: Kernels
  private readonly state: Region<Float64Array>
  private readonly envelopes: readonly Region<Float32Array>[]
  private readonly spare: Region<Float32Array>

  /** Memory belongs to `scope`. */
  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number, channelCount: 1 | 2) {
    this.kernels = kernels
    this.state = scope.f64(STATE_NUMBERS)
    this.state.view[STATE_STEP] = 1 - exp((-2 * Math.PI * POLE_HZ) / sampleRate)
    this.state.view[STATE_STEP + 1] = exp(-1000 / (DECAY_MS * sampleRate))
    const room = BLOCK_FRAMES + 4
    this.envelopes = Array.from({ length: channelCount }, () => scope.f32(room))
    this.spare = scope.f32(room)
  }

  /** Takes `frames` frames in; with `weights`, what is low counts by them. */
  push(pointers: readonly number[], frames: number, weights?: number): void {
    const { call } = this.kernels
    const left = this.envelopes[0] as Region<Float32Array>
    const right = this.envelopes[1] ?? this.spare
    call.lowEnvelopes(
      pointers[0] as number,
      pointers[pointers.length - 1] as number,
      left.pointer,
      right.pointer,
      frames,
      this.state.pointer,
    )
    if (weights === undefined) return
    for (const envelope of this.envelopes) call.multiply(envelope.pointer, weights, frames)
  }

  /** The part of `required` that is low, into `dst`: of one channel, or of the louder of both. */
  part(
    required: number,
    dst: number,
    frames: number,
    ceiling: number,
    channel: number | 'both',
  ): void {
    const { envelopes, kernels } = this
    const own = envelopes[channel === 'both' ? 0 : channel] as Region<Float32Array>
    const other = channel === 'both' ? (envelopes.at(-1) as Region<Float32Array>) : own
    kernels.call.lowRequired(required, own.pointer, other.pointer, dst, frames, ceiling)
  }

  /** As if new. */
  reset(): void {
    this.state.view.fill(0, 0, STATE_STEP)
  }
}
