import { exp, tan } from '../dsp/elementary'
import { sineOf } from './sine-table'
import { approach, type Buses, SILENT, type Voice } from './voice'

/** Filters and modulation move every so many frames of a note. */
const CONTROL_FRAMES = 32

export interface SynthSettings {
  readonly sampleRate: number
  readonly freqHz: number
  readonly gateFrames: number
  readonly level: number
  readonly attackSeconds: number
  readonly releaseSeconds: number
  /** Ratio between the two oscillators; 1.005 is about 9 cents. */
  readonly detune: number
  /** −1…1: how far the two oscillators stand apart. */
  readonly width: number
  readonly cutoffHz: number
  /** Hz above the cutoff at the start of the note, gone with `sweepSeconds`. */
  readonly sweepHz: number
  readonly sweepSeconds: number
  /** Share of a sine at the fundamental. */
  readonly sub: number
  readonly send: number
}

/** Two band-limited saws through a low-pass that opens with the note: pads and basses. */
export class SynthVoice implements Voice {
  private readonly settings: SynthSettings
  private frame = 0
  private level = 0
  private readonly steps: readonly [number, number]
  private phaseA = 0
  private phaseB = 0.37
  private readonly attack: number
  private readonly release: number
  private readonly sweepFactor: number
  private sweep: number
  private g = 0
  private a1 = 1
  private readonly memory = new Float64Array(4)

  constructor(settings: SynthSettings) {
    const { sampleRate, freqHz, detune } = settings
    this.settings = settings
    this.steps = [freqHz / sampleRate, (freqHz * detune) / sampleRate]
    this.attack = approach(settings.attackSeconds, sampleRate)
    this.release = approach(settings.releaseSeconds, sampleRate)
    this.sweep = settings.sweepHz
    this.sweepFactor = exp(-CONTROL_FRAMES / (settings.sweepSeconds * sampleRate))
  }

  render({ left, right, send, duck }: Buses, from: number, to: number): boolean {
    const { gateFrames, width, sub, level, send: toSend, cutoffHz, sampleRate } = this.settings
    const near = 0.5 + 0.5 * width
    const far = 1 - near
    const { memory } = this
    const [stepA, stepB] = this.steps
    for (let i = from; i < to; i++) {
      if (this.frame % CONTROL_FRAMES === 0) {
        const cutoff = Math.min(0.4 * sampleRate, cutoffHz + this.sweep)
        this.g = tan((Math.PI * cutoff) / sampleRate)
        this.a1 = 1 / (1 + this.g * (this.g + DAMPING))
        this.sweep *= this.sweepFactor
      }
      const open = this.frame < gateFrames
      this.level += (open ? this.attack : this.release) * ((open ? 1 : 0) - this.level)
      this.phaseA = wrap(this.phaseA + stepA)
      this.phaseB = wrap(this.phaseB + stepB)
      const a = saw(this.phaseA, stepA)
      const b = saw(this.phaseB, stepB)
      const low = sub === 0 ? 0 : sub * sineOf(this.phaseA)
      const gain = level * this.level * (duck[i] ?? 1)
      const l = gain * lowPass(near * a + far * b + low, this.g, this.a1, memory, 0)
      const r = gain * lowPass(far * a + near * b + low, this.g, this.a1, memory, 2)
      left[i] = (left[i] ?? 0) + l
      right[i] = (right[i] ?? 0) + r
      send[i] = (send[i] ?? 0) + toSend * (l + r)
      this.frame++
    }
    return this.frame < gateFrames || this.level > SILENT
  }
}

const wrap = (phase: number): number => (phase >= 1 ? phase - 1 : phase)

/** A saw whose step is rounded off over two frames, so that it hardly aliases (polyBLEP). */
const saw = (phase: number, step: number): number => {
  const plain = 2 * phase - 1
  if (phase < step) {
    const t = phase / step
    return plain - (2 * t - t * t - 1)
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step
    return plain - (t * t + 2 * t + 1)
  }
  return plain
}

const DAMPING = 1.2

/** Second-order low-pass in trapezoidal state-variable form; two numbers of `memory` from `at`. */
const lowPass = (
  input: number,
  g: number,
  a1: number,
  memory: Float64Array,
  at: number,
): number => {
  const one = memory[at] ?? 0
  const two = memory[at + 1] ?? 0
  const rest = input - two
  const band = a1 * one + g * a1 * rest
  const low = two + g * band
  memory[at] = 2 * band - one
  memory[at + 1] = 2 * low - two
  return low
}
