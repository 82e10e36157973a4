import type { Interruption } from '../../monitor/page/player'
import {
  createProgrammePlayer,
  type ProgrammePlayer,
  type ProgrammeSource,
} from '../../monitor/page/programme-player'
import type { AlbumHeard } from '../../store/album'
import type { Studio } from '../../store/studio'
import { AUDIO_OUTPUT_CHANGED, NO_AUDIO_OUTPUT } from '../../words/sentences'
import type { Playback } from '../playback/playback'

/** Plays an album, or a way into one of its tracks, as it will be exported; the transport drives it meanwhile. */
export interface AlbumListening {
  /** From its start; what was heard of the album before ends. */
  play(place: AlbumHeard['place'], source: ProgrammeSource): Promise<void>
  stop(): void
}

/** What plays is said in the store; `onStop` is told when nothing of the album is heard any more. */
export const createAlbumListening = (
  studio: Studio,
  playback: Pick<Playback, 'lend'>,
  onStop: () => void,
  newPlayer: (
    source: ProgrammeSource,
    onEnd: () => void,
    onInterruption: (what: Interruption) => void,
  ) => ProgrammePlayer = createProgrammePlayer,
): AlbumListening => {
  let player: ProgrammePlayer | null = null

  const stop = (): void => {
    if (!player) return
    player.dispose()
    player = null
    playback.lend(null)
    studio.setState({ albumHeard: null, playing: false })
    onStop()
  }
  const start = async (started: ProgrammePlayer): Promise<void> => {
    studio.setState({ playing: true })
    try {
      await started.play()
    } catch {
      studio.notify('error', NO_AUDIO_OUTPUT)
      stop()
    }
  }

  return {
    async play(place, source) {
      stop()
      const begun = newPlayer(source, stop, (what) => {
        if (player !== begun) return
        if (what === 'recovered') studio.notify('note', AUDIO_OUTPUT_CHANGED)
        else {
          studio.notify('error', NO_AUDIO_OUTPUT)
          // It stays where it is: Play tries again.
          studio.setState({ playing: false })
        }
      })
      player = begun
      const moved = playback.lend({
        toggle() {
          if (studio.getState().playing) {
            begun.pause()
            studio.setState({ playing: false })
          } else void start(begun)
        },
        seek(seconds) {
          begun.seek(seconds)
          moved()
        },
        positionSeconds: begun.positionSeconds,
        stop,
      })
      const durationSeconds = source.lengthFrames / source.sampleRate
      studio.setState({ albumHeard: { place, durationSeconds } })
      await start(begun)
    },
    stop,
  }
}
