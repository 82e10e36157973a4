import { create } from 'zustand'
import type { Recipe } from '../chain/recipe'
import type { TrackId } from '../engine/protocol'
import { type RecipeHistory, record, redo, startHistory, step, undo } from './history'
import {
  EMPTY_STUDIO,
  type JobKind,
  type LoopRegion,
  type Message,
  type StudioState,
} from './studio-state'
import type { TrackState } from './tracks'
import { copiedTo, switchedTo, type VersionId } from './versions'

/** The one store. Components select from it; only `session/` and the plain setters below write. */
export const useStudio = create<StudioState>(() => EMPTY_STUDIO)

const { getState: get, setState: set } = useStudio

export const trackOf = (id: TrackId | null): TrackState | undefined =>
  get().tracks.find((track) => track.id === id)

/** Adds a track; the first one is selected. */
export const addTrack = (track: TrackState): void =>
  set(({ tracks, selectedId }) => ({
    tracks: [...tracks, track],
    selectedId: selectedId ?? track.id,
  }))

/** Changes a track that is still there; a closed one stays closed. */
export const patchTrack = (id: TrackId, patch: Partial<TrackState>): void =>
  set(({ tracks }) => ({
    tracks: tracks.map((track) => (track.id === id ? { ...track, ...patch } : track)),
  }))

/** Removes a track with its recipe and jobs; its neighbour is selected in its place. */
export const removeTrack = (id: TrackId): void =>
  set((state) => {
    const index = state.tracks.findIndex((track) => track.id === id)
    const tracks = state.tracks.filter((track) => track.id !== id)
    const neighbour = tracks[Math.min(index, tracks.length - 1)]
    const { [id]: _gone, ...recipes } = state.recipes
    const { [id]: _region, ...loopRegions } = state.loopRegions
    return {
      tracks,
      recipes,
      loopRegions,
      jobs: state.jobs.filter((job) => job.trackId !== id),
      selectedId: state.selectedId === id ? (neighbour?.id ?? null) : state.selectedId,
    }
  })

export const startRecipe = (id: TrackId, recipe: Recipe): void =>
  set(({ recipes }) => ({ recipes: { ...recipes, [id]: startHistory(recipe) } }))

/** Takes up a track's recipes where an earlier page left them. */
export const resumeRecipe = (
  id: TrackId,
  history: Omit<RecipeHistory, 'lastEdit'>,
  loopRegion: LoopRegion | null,
): void =>
  set(({ recipes, loopRegions }) => ({
    recipes: { ...recipes, [id]: { ...history, lastEdit: null } },
    loopRegions: loopRegion ? { ...loopRegions, [id]: loopRegion } : loopRegions,
  }))

const changeHistory = (id: TrackId, change: (history: RecipeHistory) => RecipeHistory): boolean => {
  const history = get().recipes[id]
  if (!history) return false
  const next = change(history)
  if (next === history) return false
  set(({ recipes }) => ({ recipes: { ...recipes, [id]: next } }))
  return true
}

/** Records an edit; `key` names what was touched, so that one gesture is one undo step. */
export const editRecipe = (id: TrackId, next: Recipe, key: string): boolean =>
  changeHistory(id, (history) => record(history, next, key, performance.now()))

const changeVersions =
  (change: typeof switchedTo) =>
  (id: TrackId, version: VersionId): boolean =>
    changeHistory(id, (history) => {
      const next = change(history, version)
      return next === history ? history : step(history, next)
    })

/** Goes to a version of the recipe; an unused one starts as a copy of the current one. */
export const switchVersion = changeVersions(switchedTo)
/** Copies the current recipe over another version. */
export const copyVersion = changeVersions(copiedTo)

export const undoRecipe = (id: TrackId): boolean => changeHistory(id, undo)
export const redoRecipe = (id: TrackId): boolean => changeHistory(id, redo)

const isJob = (trackId: TrackId, kind: JobKind) => (job: { trackId: TrackId; kind: JobKind }) =>
  job.trackId === trackId && job.kind === kind

/** Starts, moves or (null) ends the job of that kind on that track. */
export const setJob = (trackId: TrackId, kind: JobKind, fraction: number | null): void =>
  set(({ jobs }) => {
    const same = isJob(trackId, kind)
    if (fraction === null) return { jobs: jobs.filter((job) => !same(job)) }
    const job = { trackId, kind, fraction }
    return {
      jobs: jobs.some(same) ? jobs.map((old) => (same(old) ? job : old)) : [...jobs, job],
    }
  })

let lastMessageId = 0

/** Says a sentence once; the same sentence is not stacked. */
export const notify = (kind: Message['kind'], sentence: string): void => {
  if (get().messages.some((message) => message.sentence === sentence)) return
  lastMessageId += 1
  const message = { id: lastMessageId, kind, sentence }
  set(({ messages }) => ({ messages: [...messages, message] }))
}

export const dismiss = (id: number): void =>
  set(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))

/** Sets the plots otherwise. */
export const setPlots = (patch: Partial<StudioState['plots']>): void =>
  set(({ plots }) => ({ plots: { ...plots, ...patch } }))
