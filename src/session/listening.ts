import type { Signal } from '../engine/protocol'
import type { Player } from '../monitor/player'
import { selectedRecipe, selectedTrack } from '../store/select'
import type { StudioState } from '../store/studio-state'
import { say, useStudio } from '../store/studio-store'
import type { TrackState } from '../store/tracks'
import { liveRecipe } from './live-recipe'
import { matchedGains } from './matched-gains'
import { FILE_LISTENING } from './sentences'

export interface Listening {
  togglePlay(): void
  seek(seconds: number): void
  /** Seconds; read it per animation frame, it is not kept in the store. */
  positionSeconds(): number
  listenTo(signal: Signal): void
  setMatchLoudness(on: boolean): void
  setLoop(on: boolean): void
  disposeListening(): void
}

/** Keeps the player on the selected track and its wanted recipe, at the gains that the page shows. */
export const createListening = (player: Player): Listening => {
  let loaded: string | null = null
  /** A track that was opened again has new facts; a player of files needs every new master. */
  let loadedFrom: readonly unknown[] = []

  const load = (track: TrackState | undefined): void => {
    const facts = track?.facts
    const key = track && facts ? track.id : null
    const from = [facts, player.kind === 'file' ? track?.master : null]
    if (key === loaded && from.every((part, index) => part === loadedFrom[index])) return
    loaded = key
    loadedFrom = from
    void player.load(
      track && facts
        ? {
            id: track.id,
            sampleRate: facts.sampleRate,
            channelCount: facts.channelCount,
            lengthFrames: facts.lengthFrames,
            hasMaster: track.master !== null,
          }
        : null,
    )
  }

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    const facts = track?.facts
    const live = (track && liveRecipe(track, selectedRecipe(state))) ?? null
    player.setRecipe(live?.recipe ?? null)
    load(track)
    const gains = matchedGains(
      state.matchLoudness,
      track?.analysis?.loudness.integratedLufs ?? null,
      live?.integratedLufs ?? null,
    )
    player.listenTo({ signal: live ? state.listenTo : 'original', ...gains })
    player.setLoop(
      state.loop && facts
        ? { startSeconds: 0, endSeconds: facts.lengthFrames / facts.sampleRate }
        : null,
    )
  }

  const stopFollowing = useStudio.subscribe((state, before) => {
    if (
      state.tracks !== before.tracks ||
      state.recipes !== before.recipes ||
      state.selectedId !== before.selectedId ||
      state.listenTo !== before.listenTo ||
      state.matchLoudness !== before.matchLoudness ||
      state.loop !== before.loop
    )
      follow(state)
  })
  const stopHearing = player.onStateChange(({ playing }) => useStudio.setState({ playing }))

  return {
    togglePlay() {
      if (useStudio.getState().playing) player.pause()
      else if (loaded !== null) {
        if (player.kind === 'file') say('note', FILE_LISTENING)
        void player.play()
      }
    },
    seek: (seconds) => player.seek(seconds),
    positionSeconds: () => player.positionSeconds(),
    listenTo: (listenTo) => useStudio.setState({ listenTo }),
    setMatchLoudness: (matchLoudness) => useStudio.setState({ matchLoudness }),
    setLoop: (loop) => useStudio.setState({ loop }),
    disposeListening() {
      stopFollowing()
      stopHearing()
      player.dispose()
    },
  }
}
