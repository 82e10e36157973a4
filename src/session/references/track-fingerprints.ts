import type { Analysis } from '../../analysis/analysis'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { Engine } from '../../client/engine'
import type { StoredSignal, TrackId } from '../../core/track'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'

/** What a track is matched by. */
export interface Measured {
  readonly analysis: Analysis
  readonly fingerprint: Fingerprint
}

export interface TrackFingerprints {
  /** What the track is matched by, as soon as it is known; null once the track is closed, or `signal` aborts. */
  of(track: TrackId, signal?: AbortSignal): Promise<Measured | null>
  dispose(): void
}

/**
 * Has the selected track's fingerprint measured once there is a reference to match it to, and its master's while it
 * follows one. Unasked for, so it neither
 * shows progress nor says anything.
 */
export const createTrackFingerprints = (studio: Studio, engine: Engine): TrackFingerprints => {
  /** What the newest one of each track and signal was asked for. */
  const asked = new Map<string, { readonly of: object; readonly stop: AbortController }>()

  const measure = async (
    { id, name }: TrackState,
    signal: StoredSignal,
    analysis: Analysis,
    take: (fingerprint: Fingerprint) => void,
  ): Promise<void> => {
    const key = `${signal} ${id}`
    const before = asked.get(key)
    if (before?.of === analysis) return
    before?.stop.abort()
    const stop = new AbortController()
    asked.set(key, { of: analysis, stop })
    const about = { name, date: new Date().toISOString() }
    const options = { signal: stop.signal, onProgress: () => {} }
    const outcome = await engine.fingerprint(id, signal, analysis, about, options)
    if (stop.signal.aborted) return
    if (outcome.ok) take(outcome.value)
    // A worker that was lost is replaced: it may be asked again.
    else asked.delete(key)
  }

  const measureOriginal = (track: TrackState): void => {
    const { id, analysis } = track
    if (analysis && !track.fingerprint)
      void measure(track, 'original', analysis, (fingerprint) =>
        studio.patchTrack(id, { fingerprint }),
      )
  }

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    if (!track || state.references.length === 0) return
    measureOriginal(track)
    const { id, master } = track
    if (master?.recipe.match?.name)
      void measure(track, 'master', master.analysis, (fingerprint) =>
        studio.patchTrack(id, { masterFingerprint: { of: master, fingerprint } }),
      )
  }

  const known = (id: TrackId): Measured | null | undefined => {
    const { tracks, recipes } = studio.getState()
    const track = tracks.find((open) => open.id === id)
    if (!track) return null
    const { analysis, fingerprint } = track
    measureOriginal(track)
    return analysis && fingerprint && recipes[id] ? { analysis, fingerprint } : undefined
  }

  const measurementsOf = (id: TrackId, signal?: AbortSignal): Promise<Measured | null> =>
    new Promise((resolve) => {
      const end = (found: Measured | null): void => {
        stop()
        resolve(found)
      }
      const look = (): void => {
        const found = known(id)
        if (found !== undefined) end(found)
      }
      const stop = studio.subscribe(look)
      signal?.addEventListener('abort', () => end(null))
      look()
    })

  const stopFollowing = studio.subscribe((state, before) => {
    if (
      state.tracks !== before.tracks ||
      state.selectedId !== before.selectedId ||
      state.references !== before.references
    )
      follow(state)
  })

  return {
    of: measurementsOf,
    dispose() {
      stopFollowing()
      for (const { stop } of asked.values()) stop.abort()
    },
  }
}
