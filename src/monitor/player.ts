import type { Signal } from '../engine/protocol'

/** Live listening as the page sees it. Position is kept across every switch. */
export interface Player {
  /** `worklet`: sample-aligned switching. `file`: rendered files in an audio element, because AudioWorklet is missing here. */
  readonly kind: 'worklet' | 'file'
  /** Hz of the audio output; a whole fraction of the track's where the browser refuses its rate. null: none open, or unknown. */
  readonly contextRate: number | null
  /** Attaches to a track (or to its new master after a render); keeps the position unless the track changed. */
  load(track: PlayerTrack | null): Promise<void>
  /** Must be called from a user gesture the first time. */
  play(): Promise<void>
  pause(): void
  seek(seconds: number): void
  listenTo(listening: Listening): void
  setLoop(loop: { readonly startSeconds: number; readonly endSeconds: number } | null): void
  /** Seconds, interpolated for animation frames. */
  positionSeconds(): number
  onStateChange(listener: (state: PlayerState) => void): () => void
  dispose(): void
}

export interface PlayerTrack {
  readonly id: string
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly hasMaster: boolean
}

export interface Listening {
  readonly signal: Signal
  /** Linear gains that put both at equal integrated loudness (1, 1 when matching is off). Difference = master·gm − original·go. */
  readonly originalGain: number
  readonly masterGain: number
}

export interface PlayerState {
  readonly playing: boolean
  readonly ended: boolean
  /** Render quanta that found the queue empty since the page opened. */
  readonly underruns: number
}
