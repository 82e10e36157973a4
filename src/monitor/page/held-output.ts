import { type AudioOutput, openAudioOutput, started } from './audio-output'
import { type OutputWatch, watchOutput } from './output-watch'

/** A pause this long is a rest: the audio device is let go, so that a battery is spared. */
const REST_AFTER_MS = 10_000

/** An audio output that a player holds: watched while it plays, its device let go when it rests. */
export class HeldOutput implements AudioOutput {
  readonly context: AudioContext
  readonly decimation: number
  private readonly isPlaying: () => boolean
  private readonly watch: OutputWatch
  private rest: ReturnType<typeof setTimeout> | undefined

  private constructor(
    { context, decimation }: AudioOutput,
    isPlaying: () => boolean,
    onLost: () => void,
  ) {
    this.context = context
    this.decimation = decimation
    this.isPlaying = isPlaying
    this.watch = watchOutput(context, isPlaying, onLost)
  }

  /** `onLost`: it is gone while it plays. Rejects as {@link openAudioOutput} does. */
  static async open(
    trackRate: number,
    isPlaying: () => boolean,
    onLost: () => void,
  ): Promise<HeldOutput> {
    return new HeldOutput(await openAudioOutput(trackRate), isPlaying, onLost)
  }

  /** Hz, of the track that it was opened for. */
  get trackRate(): number {
    return this.context.sampleRate * this.decimation
  }

  /** Rejects where no device will run it. */
  start(): Promise<void> {
    clearTimeout(this.rest)
    return started(this.context)
  }

  /** It plays from now on. */
  playing(): void {
    this.watch.begin()
  }

  /** What is queued stays: playing on needs nothing but the device. */
  restSoon(): void {
    clearTimeout(this.rest)
    this.rest = setTimeout(() => {
      // The browser may have closed it by itself.
      if (!this.isPlaying()) void this.context.suspend().catch(() => {})
    }, REST_AFTER_MS)
  }

  async close(): Promise<void> {
    clearTimeout(this.rest)
    this.watch.end()
    // The browser may have closed it by itself.
    if (this.context.state !== 'closed') await this.context.close().catch(() => {})
  }
}
