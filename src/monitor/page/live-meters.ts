import { QUEUE_SECONDS } from '../protocol/feed-protocol'
import type { MeterFrame } from '../protocol/meter-frame'

/** The live meters as the page reads them: synchronously, once per animation frame, without React. */
export interface LiveMeters {
  /** What is heard at this moment of playing; null when nothing was measured there. The same object until the next one. */
  current(): MeterFrame | null
  /** Hz of the measured audio: bins of a spectrum are this ÷ SPECTRUM_SIZE apart. null: no output open. */
  readonly sampleRate: number | null
}

/** Of frames that are kept, 20 kB each: a queue's depth, and a little of what was. */
const KEPT_SECONDS = QUEUE_SECONDS + 1

/** Frames as they arrive, ahead of being heard; found again by their place in the track. */
export class MeterFrames {
  private readonly frames: MeterFrame[] = []
  private keptSeconds = 0

  push(frame: MeterFrame): void {
    this.frames.push(frame)
    this.keptSeconds += frame.durationSeconds
    while (this.keptSeconds > KEPT_SECONDS)
      this.keptSeconds -= (this.frames.shift() as MeterFrame).durationSeconds
  }

  /** The newest frame that covers this position: after a change it replaces what was measured before it. */
  at(seconds: number): MeterFrame | null {
    return (
      this.frames.findLast(
        ({ startSeconds, durationSeconds }) =>
          seconds >= startSeconds && seconds < startSeconds + durationSeconds,
      ) ?? null
    )
  }

  clear(): void {
    this.frames.length = 0
    this.keptSeconds = 0
  }
}

/** Of a player that measures nothing. */
export const NO_METERS: LiveMeters = { current: () => null, sampleRate: null }
