import type { Analysis } from '../../analysis/analysis'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'

/**
 * Has the sections of the selected track found once its first master is there. Unasked for, so it neither shows
 * progress nor says anything.
 */
export const createSectioning = (
  studio: Studio,
  engine: Engine,
): { readonly dispose: () => void } => {
  const asked = new WeakSet<Analysis>()
  const stop = new AbortController()

  const find = async (track: TrackId, analysis: Analysis): Promise<void> => {
    const found = await engine.sections(track, { signal: stop.signal, onProgress: () => {} })
    if (found.ok) studio.patchTrack(track, { sections: found.value })
    // A worker that was lost is replaced: it may be asked again.
    else asked.delete(analysis)
  }

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    if (!track?.analysis || !track.master || track.sections || asked.has(track.analysis)) return
    asked.add(track.analysis)
    void find(track.id, track.analysis)
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.selectedId !== before.selectedId) follow(state)
  })
  return {
    dispose() {
      stopFollowing()
      stop.abort()
    },
  }
}
