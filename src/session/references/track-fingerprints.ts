import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import type { Matchable } from './match-recipe'

export interface TrackFingerprints {
  /** What the track is matched by, as soon as it is known; null once the track is closed or cannot be matched. */
  of(track: TrackId): Promise<Matchable | null>
  dispose(): void
}

/**
 * Has the selected track's fingerprint measured once there is a reference to match it to. Unasked for, so it neither
 * shows progress nor says anything.
 */
export const createTrackFingerprints = (studio: Studio, engine: Engine): TrackFingerprints => {
  const asked = new Map<TrackId, { readonly of: object; readonly stop: AbortController }>()

  const measure = async (track: TrackState): Promise<void> => {
    const { id, name, analysis } = track
    if (!analysis || track.fingerprint || asked.get(id)?.of === analysis) return
    const stop = new AbortController()
    asked.set(id, { of: analysis, stop })
    const about = { name, date: new Date().toISOString() }
    const options = { signal: stop.signal, onProgress: () => {} }
    const outcome = await engine.fingerprint(id, 'original', analysis, about, options)
    if (outcome.ok && !stop.signal.aborted) studio.patchTrack(id, { fingerprint: outcome.value })
    // A worker that was lost is replaced: it may be asked again.
    else asked.delete(id)
  }

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    if (track && state.references.length > 0) void measure(track)
  }

  const known = (id: TrackId): Matchable | null | undefined => {
    const { tracks, recipes } = studio.getState()
    const track = tracks.find((open) => open.id === id)
    if (!track) return null
    const { analysis, fingerprint } = track
    if (analysis && !fingerprint) void measure(track)
    return analysis && fingerprint && recipes[id] ? { analysis, fingerprint } : undefined
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (
      state.tracks !== before.tracks ||
      state.selectedId !== before.selectedId ||
      state.references !== before.references
    )
      follow(state)
  })

  return {
    of: (id) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = known(id)
          if (found === undefined) return
          stop()
          resolve(found)
        }
        const stop = studio.subscribe(look)
        look()
      }),
    dispose() {
      stopFollowing()
      for (const { stop } of asked.values()) stop.abort()
    },
  }
}
