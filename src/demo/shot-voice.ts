import type { Buses, Voice } from './voice'

/** A recorded shot at a gain and a place between left and right. */
export class ShotVoice implements Voice {
  private readonly shot: Float32Array
  private readonly gain: readonly [number, number, number]
  private frame = 0

  constructor(shot: Float32Array, level: number, pan: number, send: number) {
    this.shot = shot
    this.gain = [level * (1 - Math.max(0, pan)), level * (1 + Math.min(0, pan)), level * send]
  }

  render({ left, right, send }: Buses, from: number, to: number): boolean {
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
