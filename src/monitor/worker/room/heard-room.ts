import { assert } from '../../../core/assert'
import { dbToAmplitude } from '../../../core/decibels'
import { BLOCK_FRAMES } from '../../../core/pcm'
import { BiquadCascade } from '../../../dsp/filters/biquad'
import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'
import type { PerSignal, Room } from '../../protocol/room'
import { PlaybackLimiter } from './playback-limiter'
import { roomSections } from './room-filters'
import { RoomNoiseSource } from './room-noise'

/** Shapes both signals of a feed alike, in place, frame after frame from where it starts. */
export interface HeardRoom {
  process(signal: keyof PerSignal, planes: readonly Float32Array[], frames: number): void
  dispose(): void
}

/** `room` at the feed's rate. */
export const heardRoom = (kernels: Kernels, room: Room, sampleRate: number): HeardRoom => {
  const scope = kernels.scope()
  const signals = {
    original: new HeardSignal(kernels, scope, room, 'original', sampleRate),
    master: new HeardSignal(kernels, scope, room, 'master', sampleRate),
  }
  return {
    process: (signal, planes, frames) => signals[signal].process(planes, frames),
    dispose: () => scope.release(),
  }
}

/** The player's gain and limiter, then the device, then what is heard beside it. */
class HeardSignal {
  private readonly audio: readonly Region<Float32Array>[]
  private readonly pregain: number
  private readonly limiter: PlaybackLimiter | null
  private readonly cascade: BiquadCascade | null
  private readonly noise: RoomNoiseSource | null
  private readonly gain: number

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    room: Room,
    signal: keyof PerSignal,
    sampleRate: number,
  ) {
    const { limiter, noise, gainDb } = room
    this.audio = [scope.f32(BLOCK_FRAMES), scope.f32(BLOCK_FRAMES)]
    this.pregain = limiter ? dbToAmplitude(limiter.gainDb[signal]) : 1
    this.limiter = limiter && new PlaybackLimiter(limiter, sampleRate)
    const sections = roomSections(room, sampleRate)
    this.cascade =
      sections.length > 0 ? new BiquadCascade(kernels, scope, sections, 'mid-side') : null
    const levelDbfs = noise?.levelDbfs[signal] ?? Number.NEGATIVE_INFINITY
    this.noise =
      noise && Number.isFinite(levelDbfs)
        ? new RoomNoiseSource(kernels, scope, { belowHz: noise.belowHz, levelDbfs }, sampleRate)
        : null
    this.gain = dbToAmplitude(gainDb)
  }

  process(planes: readonly Float32Array[], frames: number): void {
    assert(frames <= BLOCK_FRAMES, 'a room takes a block at a time')
    scale(planes, frames, this.pregain)
    this.limiter?.process(planes, frames)
    if (this.cascade) this.filter(this.cascade, planes, frames)
    this.noise?.addTo(planes, frames)
    scale(planes, frames, this.gain)
  }

  private filter(cascade: BiquadCascade, planes: readonly Float32Array[], frames: number): void {
    const used = this.audio.slice(0, planes.length)
    for (const [channel, { view }] of used.entries())
      view.set(planes[channel]?.subarray(0, frames) ?? [])
    cascade.process(
      used.map(({ pointer }) => pointer),
      frames,
      true,
    )
    for (const [channel, { view }] of used.entries()) planes[channel]?.set(view.subarray(0, frames))
  }
}

const scale = (planes: readonly Float32Array[], frames: number, gain: number): void => {
  if (gain === 1) return
  for (const plane of planes) for (let i = 0; i < frames; i++) plane[i] = (plane[i] ?? 0) * gain
}
