import type { Place } from '../../analysis/findings/answer'
import type { TrackId } from '../../core/track'
import type { LiveMeters } from '../../monitor/page/live-meters'
import type { Output } from '../../monitor/page/player'
import type { Heard, LoopRegion } from '../../store/studio-state'
import type { Audition } from './audition'
import type { GuestSound } from './guest-sound'
import type { LiveRecipe } from './live-recipe'

/** What may be done to what is heard. */
export interface Playback {
  /** False where rendered files are played: versions cannot be switched while they play. */
  readonly isLive: boolean
  togglePlay(): void
  /** Of what is heard: the track, or the reference, each with a position of its own. */
  seek(seconds: number): void
  /** Seconds, of what is heard; read it per animation frame, it is not kept in the store. */
  positionSeconds(): number
  seekTrack(seconds: number): void
  /** Seconds, of the track, heard or not. */
  trackSeconds(): number
  /** Tells when the position goes elsewhere, and when playing begins or ends; answers what ends that. */
  onMove(listener: () => void): () => void
  /** What is heard now, measured; read it per animation frame. */
  readonly meters: LiveMeters
  listenTo(signal: Heard): void
  setMatchLoudness(on: boolean): void
  setLoop(on: boolean): void
  /**
   * The stretch of a track that is repeated, switching the loop on; null: the whole track again. Playing
   * that is already past its end goes on at its start.
   */
  setLoopRegion(track: TrackId, region: LoopRegion | null): void
  /** Moves the playhead to a place of a track and repeats what is round it. */
  goTo(track: TrackId, place: Place): void
  setOutput(output: Output): void
  /** Hear both as a service plays them, or in a room of PLAY_AS. */
  setPlayAs(id: string): void
  /** Hear only what this module does; null: the whole chain. */
  setSolo(moduleId: string | null): void
  /** Plays the master with this recipe while a target is looked for, at equal loudness; null: the wanted one again. */
  preview(previewed: LiveRecipe | null): void
  /** Hear only what this move of the proposal does; null: the whole chain. */
  setSoloMove(moveId: string | null): void
  /** Plays this instead of what the page shows, in stereo; null: what the page shows again. */
  audition(auditioned: Audition | null): void
  /**
   * The transport drives this until it is lent nothing (null), or another track or signal is asked for. Answers what
   * tells that its position went elsewhere.
   */
  lend(sound: GuestSound | null): () => void
  dispose(): void
}
