import type { Recipe } from '../../chain/recipe'
import type { Signal } from '../../core/track'
import type { Room } from '../protocol/room'
import type { LiveMeters } from './live-meters'

/** Live listening as the page sees it. Position is kept across every switch. */
export interface Player {
  /** `worklet`: sample-aligned switching. `file`: rendered files in an audio element, because AudioWorklet is missing here. */
  readonly kind: 'worklet' | 'file'
  /** Hz of the audio output; a whole fraction of the track's where the browser refuses its rate. null: none open, or unknown. */
  readonly contextRate: number | null
  /**
   * Attaches to a track, anew when it was opened again; a `file` player also to each new master. Keeps the position
   * unless the track changed. Rejects where the browser opens no audio output; `play` tries again.
   */
  load(track: PlayerTrack | null): Promise<void>
  /** Must be called from a user gesture the first time. Rejects where there is no audio output that runs. */
  play(): Promise<void>
  pause(): void
  seek(seconds: number): void
  listenTo(listening: PlaybackMix): void
  /**
   * The recipe that the master is heard with, changed at any time while playing; null: there is none yet and the
   * original stands in for the master. A `file` player plays the last rendered master instead.
   */
  setRecipe(recipe: Recipe | null): void
  /** Hear only what this module does (what comes out of it − what goes in), in the master's place; null: the whole chain. */
  setSolo(moduleId: string | null): void
  /** Which part of the stereo image is heard, whatever signal it is. A `file` player always plays stereo. */
  setOutput(output: Output): void
  /** Where all of it is heard: a device's response, a player's limiter; null: as it is. A `file` player has none. */
  setRoom(room: Room | null): void
  /** What is heard now, measured; empty for a `file` player. */
  readonly meters: LiveMeters
  setLoop(loop: Loop | null): void
  /** Seconds, interpolated for animation frames. */
  positionSeconds(): number
  /** The position went elsewhere than playing on takes it, or playing began or ended. Called with the new state known. */
  onMove(listener: () => void): () => void
  onStateChange(listener: (state: PlayerState) => void): () => void
  /** The audio output went away while it played, and what became of that. A `file` player's element sees to it by itself. */
  onInterruption(listener: (what: Interruption) => void): () => void
  dispose(): void
}

/** Playing goes on through another output, or has stopped: there is none. */
export type Interruption = 'recovered' | 'lost'

export interface PlayerTrack {
  readonly id: string
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly hasMaster: boolean
}

export interface PlaybackMix {
  readonly signal: Signal
  /** Linear gains that put both at equal integrated loudness (1, 1 when matching is off). Difference = master·gm − original·go. */
  readonly originalGain: number
  readonly masterGain: number
}

/** What playing repeats. */
export interface Loop {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** `side`, `left` and `right` alone are heard on both loudspeakers. */
export type Output = 'stereo' | 'mono' | 'side' | 'left' | 'right'

export interface PlayerState {
  readonly playing: boolean
  readonly ended: boolean
  /** Render quanta that found the queue empty since the page opened. */
  readonly underruns: number
}
