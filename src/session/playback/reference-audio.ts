import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { PlayerTrack } from '../../monitor/page/player'
import type { Studio } from '../../store/studio'
import { referenceErrorSentence } from '../../words/reference-sentences'
import type { JobRunner } from '../tracks/job-runner'

/** Where the audio of a reference is, while this page knows. */
type Origin =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'track'; readonly track: TrackId }

/** The audio of references: their files are remembered, and one of them is held by the engine while it is heard. */
export interface ReferenceAudio {
  remember(id: string, origin: Origin): void
  /** It is off the shelf: its audio is let go. Where it came from is still known, should it be put back. */
  release(id: string): void
  /** A track was closed: who played from it is silent. */
  forgetTrack(track: TrackId): void
  /** Ready to be played; null where it is not to be had, or no longer wanted. What was held before is let go. */
  open(id: string): Promise<PlayerTrack | null>
  /** After a lost worker: nothing is held. */
  lost(): void
}

/** Opens and closes the audio of references in the engine; what fails is told to the page. */
export const createReferenceAudio = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
): ReferenceAudio => {
  const origins = new Map<string, Origin>()
  let held: PlayerTrack | null = null

  const publish = (): void => studio.setState({ audibleReferences: [...origins.keys()] })

  const letGo = (): void => {
    if (held) engine.close(held.id)
    held = null
  }

  const openFile = async (id: string, file: File): Promise<PlayerTrack | null> => {
    if (held?.id === id) return held
    letGo()
    const end = await jobs.run(id, 'decoding', (options) =>
      engine.open(id, file, { kind: 'downmix' }, options),
    )
    if (end === 'superseded') return null
    if (!end.ok) {
      const sentence = referenceErrorSentence(end.error, file.name)
      if (sentence) studio.notify('error', sentence)
      return null
    }
    letGo()
    held = { id, ...end.value.facts, hasMaster: false }
    return held
  }

  return {
    remember(id, origin) {
      origins.set(id, origin)
      publish()
    },
    release(id) {
      if (held?.id === id) letGo()
    },
    forgetTrack(track) {
      for (const [id, origin] of origins)
        if (origin.kind === 'track' && origin.track === track) origins.delete(id)
      publish()
    },
    async open(id) {
      const origin = origins.get(id)
      if (!origin) return null
      if (origin.kind === 'file') return openFile(id, origin.file)
      const track = studio.trackOf(origin.track)
      return track?.facts ? { id: track.id, ...track.facts, hasMaster: false } : null
    },
    lost() {
      held = null
    },
  }
}
