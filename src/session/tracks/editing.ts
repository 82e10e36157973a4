import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import { nextApproach } from '../../mastering/proposal/approaches'
import type { Studio } from '../../store/studio'
import type { VersionId } from '../../store/versions'
import { errorSentence } from '../../words/sentences'
import { delay } from '../delay'
import { approachVersion } from './approach-versions'
import type { JobRunner } from './job-runner'

export interface Editing {
  /**
   * Changes the wanted recipe of a track and masters again once the hand rests.
   * `key` names what is touched: one gesture is one undo step.
   */
  edit(track: TrackId, key: string, change: (recipe: Recipe) => Recipe): void
  /** Works out the wanted recipe: puts another in its place, without a step of its own, and masters with that. */
  amend(track: TrackId, next: Recipe): void
  /** Goes to one of the three approaches, which a version of its own holds. */
  choose(track: TrackId, approachId: string): void
  /** The next of them, and the first after the last. */
  chooseNext(track: TrackId): void
  /** Changes the shelf of references and the recipes of tracks with it, as one step; see the store. */
  changeShelf: Studio['changeShelf']
  /** Goes to a version of the track's recipe; an unused one starts as a copy of the current one. */
  switchVersion(track: TrackId, version: VersionId): void
  /** Copies the current recipe over another version; the current one stays current. */
  copyVersion(track: TrackId, version: VersionId): void
  undo(track: TrackId): void
  redo(track: TrackId): void
  /** Masters with the wanted recipe at once. */
  masterNow(track: TrackId): Promise<void>
}

/** A moving control settles this long before the track is rendered again. */
const SETTLE_MS = 250

/** What it follows references by is still being worked out: mastering waits for that, and `amend` starts it. */
const isPending = (recipe: Recipe | undefined): boolean => recipe?.match?.isPending === true

export const createEditing = (studio: Studio, engine: Engine, jobs: JobRunner): Editing => {
  const wanted = (track: TrackId): Recipe | undefined => studio.getState().recipes[track]?.present

  const master = async (track: TrackId, settleMs: number): Promise<void> => {
    if (isPending(wanted(track))) return
    studio.patchTrack(track, { halted: null })
    let madeFrom: Recipe | undefined
    const end = await jobs.run(track, 'mastering', async (options) => {
      if (settleMs > 0) await delay(settleMs, options.signal)
      madeFrom = wanted(track)
      if (!madeFrom || isPending(madeFrom) || options.signal.aborted)
        return { ok: false, error: { code: 'cancelled' } }
      return engine.master(track, madeFrom, options)
    })
    const current = studio.trackOf(track)
    if (end === 'superseded' || !current) return
    if (end.ok) {
      if (madeFrom) studio.patchTrack(track, { master: { ...end.value, madeFrom } })
      return
    }
    if (end.error.code === 'worker-lost' || isPending(wanted(track))) return
    studio.patchTrack(track, { halted: 'master' })
    const sentence = errorSentence(end.error, current.name)
    if (sentence) studio.notify('error', sentence)
  }

  /** Masters what is wanted otherwise after a step; one that only concerns versions not heard now needs no new master. */
  const step = (move: () => void): void => {
    const before = studio.getState().recipes
    move()
    for (const [track, { present }] of Object.entries(studio.getState().recipes))
      if (before[track] && before[track].present !== present) void master(track, SETTLE_MS)
  }

  const choose = (track: TrackId, approachId: string): void => {
    const analysis = studio.trackOf(track)?.analysis
    const history = studio.getState().recipes[track]
    if (!analysis || !history) return
    const { version, recipe } = approachVersion(history, analysis, approachId)
    if (recipe !== history.present) step(() => studio.holdRecipe(track, version, recipe))
  }

  return {
    edit(track, key, change) {
      const present = wanted(track)
      if (!present) return
      const next = change(present)
      if (next !== present && studio.editRecipe(track, next, key)) void master(track, SETTLE_MS)
    },
    amend(track, next) {
      studio.amendRecipe(track, next)
      void master(track, SETTLE_MS)
    },
    choose,
    chooseNext(track) {
      const present = wanted(track)
      if (present) choose(track, nextApproach(present.approachId).id)
    },
    changeShelf: (change, key, recipes) => step(() => studio.changeShelf(change, key, recipes)),
    switchVersion: (track, version) => step(() => studio.switchVersion(track, version)),
    copyVersion: (track, version) => step(() => studio.copyVersion(track, version)),
    undo: (track) => step(() => studio.undoRecipe(track)),
    redo: (track) => step(() => studio.redoRecipe(track)),
    masterNow: (track) => master(track, 0),
  }
}
