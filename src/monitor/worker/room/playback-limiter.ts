import { dbToAmplitude } from '../../../core/decibels'
import { exp } from '../../../dsp/elementary'
import type { RoomLimiter } from '../../protocol/room'

/**
 * The limiter of a player: it follows sample peaks of both channels with its attack and its release, without looking
 * ahead, and cuts what is over until it has got there. Below its ceiling samples pass bit for bit.
 */
export class PlaybackLimiter {
  private readonly ceiling: number
  private readonly attack: number
  private readonly release: number
  private gain = 1

  constructor(limiter: Omit<RoomLimiter, 'gainDb'>, sampleRate: number) {
    const stepOf = (ms: number): number => 1 - exp(-1000 / (ms * sampleRate))
    this.ceiling = dbToAmplitude(limiter.ceilingDbfs)
    this.attack = stepOf(limiter.attackMs)
    this.release = stepOf(limiter.releaseMs)
  }

  /** In place. */
  process(planes: readonly Float32Array[], frames: number): void {
    const { ceiling, attack, release } = this
    let { gain } = this
    for (let i = 0; i < frames; i++) {
      let peak = 0
      for (const plane of planes) peak = Math.max(peak, Math.abs(plane[i] ?? 0))
      const wanted = peak > ceiling ? ceiling / peak : 1
      gain += (wanted - gain) * (wanted < gain ? attack : release)
      if (gain > 1 - 1e-9) gain = 1
      for (const plane of planes)
        plane[i] = Math.max(-ceiling, Math.min(ceiling, (plane[i] ?? 0) * gain))
    }
    this.gain = gain
  }
}
