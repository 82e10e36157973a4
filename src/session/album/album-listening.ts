import type { TrackId } from '../../core/track'
import type { Studio } from '../../store/studio'

/** What is heard of an album: the way into a track, or the whole. */
export type AlbumPlace = TrackId | 'whole'

/** Plays what was written of an album, as it will be exported. */
export interface AlbumListening {
  /** Plays a file from its start; the one before it ends. */
  play(place: AlbumPlace, file: Blob): Promise<void>
  stop(): void
}

/** `audioOf` makes the element that plays. What plays is said in the store. */
export const createAlbumListening = (
  studio: Studio,
  audioOf: () => HTMLAudioElement = () => new Audio(),
): AlbumListening => {
  let audio: HTMLAudioElement | null = null
  const stop = (): void => {
    if (!audio) return
    const ended = audio
    audio = null
    ended.pause()
    URL.revokeObjectURL(ended.src)
    ended.removeAttribute('src')
    studio.setState({ albumHeard: null })
  }
  return {
    async play(place, file) {
      stop()
      const started = audioOf()
      audio = started
      started.src = URL.createObjectURL(file)
      started.addEventListener('ended', () => {
        if (audio === started) stop()
      })
      studio.setState({ albumHeard: place })
      // A press on stop while it begins is no failure.
      await started.play().catch(() => {
        if (audio === started) stop()
      })
    },
    stop,
  }
}
