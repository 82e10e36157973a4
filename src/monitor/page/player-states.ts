import { Listeners } from './listeners'
import type { PlayerState } from './player'

const AT_REST: PlayerState = { playing: false, ended: false, underruns: 0 }

/** What a player is doing, told to whoever listens when it changes; underruns are counted over all of its nodes. */
export class PlayerStates {
  private state = AT_REST
  private pastUnderruns = 0
  private readonly listeners = new Listeners<[state: PlayerState]>()
  private readonly onPlaying: (playing: boolean) => void

  /** @param onPlaying told before the listeners that playing began or ended */
  constructor(onPlaying: (playing: boolean) => void) {
    this.onPlaying = onPlaying
  }

  get playing(): boolean {
    return this.state.playing
  }

  /** What the node of now says of itself. */
  take({ playing, ended, underruns }: PlayerState): void {
    this.change({ playing, ended, underruns: this.pastUnderruns + underruns })
  }

  /** The node of now is gone: the next one counts from zero. */
  leave(): void {
    this.pastUnderruns = this.state.underruns
    this.change({ ...AT_REST, underruns: this.pastUnderruns })
  }

  add(listener: (state: PlayerState) => void): () => void {
    return this.listeners.add(listener)
  }

  clear(): void {
    this.listeners.clear()
  }

  private change(state: PlayerState): void {
    const { playing, ended, underruns } = this.state
    this.state = state
    if (playing !== state.playing) this.onPlaying(state.playing)
    if (playing === state.playing && ended === state.ended && underruns === state.underruns) return
    this.listeners.tell(state)
  }
}
