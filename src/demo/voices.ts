import { exp, sin, tan } from '../dsp/elementary'

/** Where voices are laid: two channels, what goes to the ambience, and the dip that the kick makes. */
export interface Stage {
  readonly left: Float32Array
  readonly right: Float32Array
  readonly send: Float32Array
  /** Gain per frame that leaves the kick room. */
  readonly duck: Float32Array
}

export interface Voice {
  /** Adds frames [from, to) of the stage; false once the sound has died away. */
  render(stage: Stage, from: number, to: number): boolean
}

/** Filters and modulation move every so many frames of a note. */
const CONTROL_FRAMES = 32
const SILENT = 1e-4
const TABLE_SIZE = 2048
const SINE = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) =>
  sin((2 * Math.PI * i) / TABLE_SIZE),
)

/** Sine of a phase in turns (any positive number). */
const sineOf = (turns: number): number => {
  const place = (turns - Math.floor(turns)) * TABLE_SIZE
  const index = Math.floor(place)
  const below = SINE[index] ?? 0
  return below + (place - index) * ((SINE[index + 1] ?? 0) - below)
}

/** Approach per frame towards a target with this time constant. */
export const approach = (seconds: number, sampleRate: number): number =>
  1 - exp(-1 / (seconds * sampleRate))

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

  render({ left, right, send, duck }: Stage, from: number, to: number): boolean {
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

export interface BellSettings {
  readonly sampleRate: number
  readonly freqHz: number
  readonly level: number
  readonly decaySeconds: number
  /** −1 left … 1 right */
  readonly pan: number
  readonly send: number
}

/** A sine bent by another at twice its pitch, brightest when struck: the tune. */
export class BellVoice implements Voice {
  private readonly settings: BellSettings
  private readonly step: number
  private readonly decay: number
  private readonly attack: number
  private phase = 0
  private level = 1
  private rise = 0
  private brightness = 0.45

  constructor(settings: BellSettings) {
    const { sampleRate, freqHz, decaySeconds } = settings
    this.settings = settings
    this.step = freqHz / sampleRate
    this.decay = exp(-1 / (decaySeconds * sampleRate))
    this.attack = approach(0.0015, sampleRate)
  }

  render({ left, right, send }: Stage, from: number, to: number): boolean {
    const { level, pan, send: toSend } = this.settings
    const gainLeft = 0.5 * (1 - pan)
    const gainRight = 0.5 * (1 + pan)
    for (let i = from; i < to; i++) {
      this.phase += this.step
      this.rise += this.attack * (1 - this.rise)
      this.level *= this.decay
      this.brightness *= this.decay
      const bent = this.phase + this.brightness * sineOf(2 * this.phase)
      const sample =
        level * this.rise * this.level * (sineOf(bent + 1) + 0.2 * sineOf(3 * this.phase))
      left[i] = (left[i] ?? 0) + gainLeft * sample
      right[i] = (right[i] ?? 0) + gainRight * sample
      send[i] = (send[i] ?? 0) + toSend * sample
    }
    return this.level > SILENT
  }
}

/** A recorded shot at a gain and a place between left and right. */
export class ShotVoice implements Voice {
  private readonly shot: Float32Array
  private readonly gain: readonly [number, number, number]
  private frame = 0

  constructor(shot: Float32Array, level: number, pan: number, send: number) {
    this.shot = shot
    this.gain = [level * (1 - Math.max(0, pan)), level * (1 + Math.min(0, pan)), level * send]
  }

  render({ left, right, send }: Stage, from: number, to: number): boolean {
    const { shot } = this
    const [gainLeft, gainRight, gainSend] = this.gain
    const end = Math.min(to, from + shot.length - this.frame)
    for (let i = from; i < end; i++) {
      const sample = shot[this.frame++] ?? 0
      left[i] = (left[i] ?? 0) + gainLeft * sample
      right[i] = (right[i] ?? 0) + gainRight * sample
      send[i] = (send[i] ?? 0) + gainSend * sample
    }
    return this.frame < shot.length
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
