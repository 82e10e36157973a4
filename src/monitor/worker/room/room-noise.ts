import { dbToAmplitude } from '../../../core/decibels'
import { BLOCK_FRAMES } from '../../../core/pcm'
import { BiquadCascade, onBoth } from '../../../dsp/filters/biquad'
import { omega, sectionPower } from '../../../dsp/filters/section'
import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'
import { sectionsOf } from './room-filters'

/** Numerical Recipes' 32-bit generator: the same noise at every start. */
const MULTIPLIER = 1_664_525
const INCREMENT = 1_013_904_223
const SEED = 1
/** Below this there is nothing that a loudspeaker plays. */
const LOWEST_HZ = 20
/** Mean square of a uniform distribution over ±1. */
const UNIFORM_POWER = 1 / 3
const GRID = 4096

/** Seeded noise between 20 Hz and `belowHz`, at a level in dBFS RMS. */
export class RoomNoiseSource {
  private readonly samples: Region<Float32Array>
  private readonly cascade: BiquadCascade
  private readonly gain: number
  private seed = SEED

  /** Memory belongs to `scope`. */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    { belowHz, levelDbfs }: { readonly belowHz: number; readonly levelDbfs: number },
    sampleRate: number,
  ) {
    this.samples = scope.f32(BLOCK_FRAMES)
    const sections = [
      ...sectionsOf({ kind: 'low-pass', freqHz: belowHz, slope: 12 }, sampleRate),
      ...sectionsOf({ kind: 'high-pass', freqHz: LOWEST_HZ, slope: 12 }, sampleRate),
    ]
    this.cascade = new BiquadCascade(kernels, scope, sections.map(onBoth))
    let power = 0
    for (let k = 0; k < GRID; k++) {
      const w = omega((k + 1 / 2) / (2 * GRID), 1)
      power += sections.reduce((product, section) => product * sectionPower(section, w), 1) / GRID
    }
    this.gain = dbToAmplitude(levelDbfs) / Math.sqrt(UNIFORM_POWER * power)
  }

  /** Adds at most BLOCK_FRAMES frames, the same to every channel. */
  addTo(planes: readonly Float32Array[], frames: number): void {
    const { view, pointer } = this.samples
    for (let i = 0; i < frames; i++) {
      this.seed = (Math.imul(this.seed, MULTIPLIER) + INCREMENT) >>> 0
      view[i] = this.gain * (this.seed / 2 ** 31 - 1)
    }
    this.cascade.process([pointer], frames, true)
    for (const plane of planes)
      for (let i = 0; i < frames; i++) plane[i] = (plane[i] ?? 0) + (view[i] ?? 0)
  }
}
