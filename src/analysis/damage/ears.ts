import type { PcmReader } from '../../core/pcm-store'
import type { PowerSpectra } from './channel-comparison'
import { windowFrames } from './ear'
import { EarModel, type Heard } from './ear-model'
import { Spreading } from './spreading'

/** Whoever hears a signal with all its channels, frame after frame. */
export interface Listener {
  /** The sound begins with this frame of the signal. */
  begin(startFrame: number): void
  /** What the ears have taken in with the next frame; valid until the one after it. */
  hear(channels: readonly PowerSpectra[]): readonly Heard[]
}

type Signal = Pick<PcmReader, 'sampleRate' | 'channelCount'>

/** Ears that are fresh wherever a sound begins. */
export class Ears implements Listener {
  private readonly signal: Signal
  private models: readonly EarModel[] = []

  constructor(signal: Signal) {
    this.signal = signal
  }

  begin(): void {
    const { sampleRate, channelCount } = this.signal
    const size = windowFrames(sampleRate)
    const spreading = new Spreading()
    this.models = Array.from(
      { length: channelCount },
      () => new EarModel(sampleRate / size, (2 * sampleRate) / size, spreading),
    )
  }

  hear(channels: readonly PowerSpectra[]): readonly Heard[] {
    for (const [channel, model] of this.models.entries())
      model.follow((channels[channel] as PowerSpectra).weighted)
    return this.models
  }
}

/** Ears that remember a signal: what is graded against it again need not hear it again. 330 KB for each second of two channels. */
export class RememberingEars implements Listener {
  private readonly ears: Ears
  private readonly remembered: (readonly Heard[])[] = []
  private startFrame: number | null = null
  private next = 0

  constructor(signal: Signal) {
    this.ears = new Ears(signal)
  }

  begin(startFrame: number): void {
    this.next = 0
    if (startFrame === this.startFrame) return
    this.startFrame = startFrame
    this.remembered.length = 0
    this.ears.begin()
  }

  hear(channels: readonly PowerSpectra[]): readonly Heard[] {
    const index = this.next++
    const known = this.remembered[index]
    if (known) return known
    const heard = this.ears.hear(channels).map(copyOf)
    this.remembered.push(heard)
    return heard
  }
}

const copyOf = ({ smeared, smearedDb, modulationDepth, loudness }: Heard): Heard => ({
  smeared: smeared.slice(),
  smearedDb: smearedDb.slice(),
  modulationDepth: modulationDepth.slice(),
  loudness: loudness.slice(),
})
