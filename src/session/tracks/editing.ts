import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../engine/engine'
import type { TrackId } from '../../engine/protocol'
import {
  copyVersion,
  editRecipe,
  notify,
  patchTrack,
  redoRecipe,
  switchVersion,
  trackOf,
  undoRecipe,
  useStudio,
} from '../../store/studio-store'
import type { VersionId } from '../../store/versions'
import { delay } from '../delay'
import { errorSentence } from '../sentences'
import type { JobRunner } from './job-runner'

export interface Editing {
  /**
   * Changes the wanted recipe of the selected track and masters again once the hand rests.
   * `key` names what is touched: one gesture is one undo step.
   */
  edit(key: string, change: (recipe: Recipe) => Recipe): void
  /** Goes to a version of the selected track's recipe; an unused one starts as a copy of the current one. */
  switchVersion(version: VersionId): void
  /** Copies the current recipe over another version; the current one stays current. */
  copyVersion(version: VersionId): void
  undo(): void
  redo(): void
  /** Masters with the wanted recipe at once. */
  masterNow(track: TrackId): Promise<void>
}

/** A moving control settles this long before the track is rendered again. */
const SETTLE_MS = 250

export const createEditing = (engine: Engine, jobs: JobRunner): Editing => {
  const master = async (track: TrackId, settleMs: number): Promise<void> => {
    patchTrack(track, { halted: null })
    let madeFrom: Recipe | undefined
    const end = await jobs.run(track, 'mastering', async (options) => {
      if (settleMs > 0) await delay(settleMs, options.signal)
      madeFrom = useStudio.getState().recipes[track]?.present
      if (!madeFrom || options.signal.aborted) return { ok: false, error: { code: 'cancelled' } }
      return engine.master(track, madeFrom, options)
    })
    const current = trackOf(track)
    if (end === 'superseded' || !current) return
    if (end.ok) {
      if (madeFrom) patchTrack(track, { master: { ...end.value, madeFrom } })
      return
    }
    if (end.error.code === 'worker-lost') return
    patchTrack(track, { halted: 'master' })
    const sentence = errorSentence(end.error, current.name)
    if (sentence) notify('error', sentence)
  }

  const selected = (): TrackId | null => useStudio.getState().selectedId
  const wanted = (track: TrackId | null): Recipe | undefined =>
    track === null ? undefined : useStudio.getState().recipes[track]?.present
  const step = (move: (track: TrackId) => boolean) => (): void => {
    const track = selected()
    const before = wanted(track)
    // A step that only concerns versions not heard now needs no new master.
    if (track !== null && move(track) && wanted(track) !== before) void master(track, SETTLE_MS)
  }

  return {
    edit(key, change) {
      const track = selected()
      const present = track === null ? undefined : useStudio.getState().recipes[track]?.present
      if (track === null || !present) return
      const next = change(present)
      if (next !== present && editRecipe(track, next, key)) void master(track, SETTLE_MS)
    },
    switchVersion: (version) => step((track) => switchVersion(track, version))(),
    copyVersion: (version) => step((track) => copyVersion(track, version))(),
    undo: step(undoRecipe),
    redo: step(redoRecipe),
    masterNow: (track) => master(track, 0),
  }
}
