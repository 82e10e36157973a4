import type { Signal } from '../engine/protocol'
import type { Player } from '../monitor/player'
import { selectedTrack } from '../store/select'
import type { StudioState } from '../store/studio-state'
import { say, useStudio } from '../store/studio-store'
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

/** Keeps the player on the selected track and its newest master, at the gains that the page shows. */
export const createListening = (player: Player): Listening => {
  let loaded: string | null = null
  let loadedMaster: unknown = null

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    const facts = track?.facts
    const key = track && facts ? track.id : null
    if (key !== loaded || (track?.master ?? null) !== loadedMaster) {
      loaded = key
      loadedMaster = track?.master ?? null
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
    const gains = matchedGains(
      state.matchLoudness,
      track?.analysis?.loudness.integratedLufs ?? null,
      track?.master?.analysis.loudness.integratedLufs ?? null,
    )
    player.listenTo({ signal: track?.master ? state.listenTo : 'original', ...gains })
    player.setLoop(
      state.loop && facts
        ? { startSeconds: 0, endSeconds: facts.lengthFrames / facts.sampleRate }
        : null,
    )
  }

  const stopFollowing = useStudio.subscribe((state, before) => {
    if (
      state.tracks !== before.tracks ||
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
