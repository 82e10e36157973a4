import { exp } from '../dsp/elementary'
import { sineOf } from './sine-table'
import { approach, type Buses, SILENT, type Voice } from './voice'

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

  render({ left, right, send }: Buses, from: number, to: number): boolean {
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
