import type { Engine } from '../../client/engine'
import type { StoredSignal, TrackId } from '../../core/track'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'

/**
 * Has the spectra of the selected track measured, for the plots: after the numbers that matter, once per
 * original and once per finished master. Unasked for, so it neither shows progress nor says anything.
 */
export const createSpectra = (studio: Studio, engine: Engine): { readonly dispose: () => void } => {
  /** What the newest spectrum of each track and signal was asked for. */
  const asked = new Map<string, { readonly subject: object; readonly stop: AbortController }>()

  const measure = async (
    track: TrackId,
    signal: StoredSignal,
    subject: object | null,
  ): Promise<void> => {
    const key = `${signal} ${track}`
    const before = asked.get(key)
    if (!subject || before?.subject === subject) return
    before?.stop.abort()
    const stop = new AbortController()
    asked.set(key, { subject, stop })
    const options = { signal: stop.signal, onProgress: () => {} }
    const outcome = await engine.spectrum(track, signal, options)
    const current = studio.trackOf(track)
    if (!outcome.ok || stop.signal.aborted || !current) return
    studio.patchTrack(track, { spectra: { ...current.spectra, [signal]: outcome.value } })
  }

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    if (!track) return
    void measure(track.id, 'original', track.analysis)
    void measure(track.id, 'master', track.master?.analysis ?? null)
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.selectedId !== before.selectedId) follow(state)
  })
  return {
    dispose() {
      stopFollowing()
      for (const { stop } of asked.values()) stop.abort()
    },
  }
}
