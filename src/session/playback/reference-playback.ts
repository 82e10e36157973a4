import type { Player, PlayerTrack } from '../../monitor/page/player'
import type { Room } from '../../monitor/protocol/room'
import { heardReference } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { LoopRegion, StudioState } from '../../store/studio-state'
import { NO_AUDIO_OUTPUT } from '../../words/sentences'
import type { ReferenceAudio } from './reference-audio'

/**
 * The reference as a fourth thing to listen to: a player of its own, at its own rate, with its own position and loop.
 * One of the two is heard; each fades as it starts and ends, so that going over is no click.
 */
export interface ReferencePlayback {
  /** The player that is heard: the reference's, or the track's. */
  active(): Player
  /** Takes up what the page shows; `gain` (linear) levels it with the rest, `room` is where all are heard. */
  follow(state: StudioState, gain: number, room: Room | null): void
  onMove(listener: () => void): () => void
  dispose(): void
}

/** `main` plays the track; a player for references is made when the first is heard. */
export const createReferencePlayback = (
  studio: Studio,
  main: Player,
  newPlayer: () => Player,
  audio: ReferenceAudio,
): ReferencePlayback => {
  let own: Player | null = null
  const listeners = new Set<() => void>()
  /** What is asked for, and what plays. */
  let wanted: string | null = null
  let loaded: PlayerTrack | null = null
  let isHeard = false

  const player = (): Player => {
    if (own) return own
    own = newPlayer()
    own.setRecipe(null)
    own.onStateChange(({ playing }) => {
      if (isHeard) studio.setState({ playing })
    })
    own.onMove(() => {
      for (const listener of listeners) listener()
    })
    return own
  }

  const goOver = (from: Player, to: Player): void => {
    const { playing } = studio.getState()
    isHeard = to !== main
    if (playing) {
      from.pause()
      to.play().catch(() => {
        studio.setState({ playing: false })
        studio.notify('error', NO_AUDIO_OUTPUT)
      })
    }
    for (const listener of listeners) listener()
  }

  const enter = async (id: string): Promise<void> => {
    wanted = id
    const track = await audio.open(id)
    if (wanted !== id) return
    if (!track) {
      wanted = null
      if (studio.getState().listenTo === 'reference') studio.setState({ listenTo: 'master' })
      return
    }
    const to = player()
    // A missing audio output is told to whoever presses Play.
    await to.load(track).catch(() => {})
    if (wanted !== id) return
    loaded = track
    // Loop and gain as the page has them by now.
    studio.setState({ heardReferenceSeconds: track.lengthFrames / track.sampleRate })
    goOver(isHeard ? to : main, to)
  }

  const leave = (): void => {
    wanted = null
    if (!isHeard || !own) return
    goOver(own, main)
    studio.setState({ heardReferenceSeconds: null })
  }

  const loopOf = (state: StudioState): LoopRegion | null => {
    if (!state.loop || !loaded || wanted === null) return null
    const whole = { startSeconds: 0, endSeconds: loaded.lengthFrames / loaded.sampleRate }
    return state.loopRegions[wanted] ?? whole
  }

  return {
    active: () => (isHeard && own ? own : main),
    follow(state, gain, room) {
      const id = state.listenTo === 'reference' ? (heardReference(state)?.id ?? null) : null
      if (state.listenTo === 'reference' && id === null) studio.setState({ listenTo: 'master' })
      else if (id !== null && id !== wanted) void enter(id)
      else if (id === null && wanted !== null) leave()
      if (!own) return
      own.listenTo({ signal: 'original', originalGain: gain, masterGain: 1 })
      own.setRoom(room)
      own.setOutput(state.output)
      own.setLoop(loopOf(state))
    },
    onMove(listener) {
      listeners.add(listener)
      const stop = main.onMove(listener)
      return () => {
        listeners.delete(listener)
        stop()
      }
    },
    dispose: () => own?.dispose(),
  }
}
